import { defineConfig } from 'vite';

/*
 * One `vite build` makes both: the widget as a single module for other people's pages (dist/ringback-widget.js, with one small
 * file per further language beside it), and our own two pages. The server serves dist/ at /widget/.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/widget/',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  environments: {
    client: {
      build: { rollupOptions: { input: { demo: 'demo.html', 'self-service': 'self-service.html' } } },
    },
    library: {
      consumer: 'client',
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        rollupOptions: {
          input: { 'ringback-widget': 'src/index.ts' },
          preserveEntrySignatures: 'exports-only',
          output: { entryFileNames: '[name].js', chunkFileNames: 'ringback-widget-[name].js' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'library']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
