import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';

/** How much a button stands out. */
export type ButtonKind = 'primary' | 'danger' | 'plain' | 'quiet';

interface Props {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly kind?: ButtonKind;
  readonly large?: boolean;
  readonly pending?: boolean;
  readonly disabled?: boolean;
  readonly shortcut?: string;
  readonly label?: string;
  readonly pressed?: boolean;
}

/**
 * The one button of the console. The shortcut is drawn only; the page listens for it. While pending it keeps the focus and
 * does nothing; the toolkit's own pending state would leave an announcement behind that points to a button already gone.
 */
export function ActionButton({
  children,
  onPress,
  kind = 'plain',
  large = false,
  pending = false,
  disabled = false,
  shortcut,
  label,
  pressed,
}: Props) {
  return (
    <Button
      className={`button ${kind}${large ? ' large' : ''}`}
      isDisabled={disabled}
      {...(onPress === undefined || pending ? {} : { onPress })}
      {...(pending ? { 'aria-disabled': true } : {})}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
    >
      {children}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut.toUpperCase()}</kbd>}
    </Button>
  );
}
