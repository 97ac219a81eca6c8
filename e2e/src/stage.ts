import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { startServer, type RunningServer } from './running-server.ts';

const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const chromiumOptions = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A step of a slow machine may take this long before it counts as failed, milliseconds. */
const stepMaxMs = 20_000;
const desktop = { width: 1440, height: 900 };

/** The server and the browser of a test file. */
export interface Stage {
  readonly server: RunningServer;
  /** A page of a person of their own: nothing shared with the others. Times are read in Europe/Berlin unless said otherwise. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Everything that went wrong in any page: errors on the console (violations of the security policy among them), exceptions, 5xx. */
  readonly failures: readonly string[];
  /** Closes the pages; the server goes on. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the server and the browser. */
export async function openStage(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const server = await startServer(environment);
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const failures: string[] = [];
  const contexts: BrowserContext[] = [];
  const closePages = async (): Promise<void> => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  };
  return {
    server,
    failures,
    closePages,
    async newPage(options = {}) {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: desktop,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
        ...options,
      });
      contexts.push(context);
      context.setDefaultTimeout(stepMaxMs);
      const page = await context.newPage();
      noteFailures(page, failures);
      return page;
    },
    async close() {
      await closePages();
      await Promise.all([browser.close(), server.stop()]);
    },
  };
}

function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: chromiumOptions });
}

/** Refusals that an app asks for and understands; the browser notes each as an error all the same. */
const answersMeantForTheApp = [/status of 401 .*\/v1\/me\)$/, /status of 409 .*\/v1\/slot-holds\)$/];

function noteFailures(page: Page, failures: string[]): void {
  page.on('console', (message) => {
    const told = `${page.url()}: ${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !answersMeantForTheApp.some((answer) => answer.test(told))) failures.push(told);
  });
  page.on('pageerror', (error) => failures.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) failures.push(`${response.status()} ${response.url()}`);
  });
}
