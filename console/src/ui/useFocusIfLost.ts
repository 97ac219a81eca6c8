import { useEffect, useRef, type RefObject } from 'react';

/** Puts the focus on a new part of the page when what had it went away, so that keyboards and screen readers go on from there. */
export function useFocusIfLost<Element extends HTMLElement>(): RefObject<Element | null> {
  const target = useRef<Element>(null);
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      target.current?.focus({ preventScroll: true });
  }, []);
  return target;
}
