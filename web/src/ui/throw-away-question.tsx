import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { useText } from './use-text.ts';

interface ThrowAwayQuestionProps {
  readonly onKeep: () => void;
  readonly onThrowAway: () => void;
}

/** Asked at the foot of a dialog before typed words are lost; the focus goes back to where it was. */
export function ThrowAwayQuestion({ onKeep, onThrowAway }: ThrowAwayQuestionProps): ReactNode {
  const text = useText();
  const foot = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    foot.current?.querySelector('button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <footer ref={foot} className="dialog-actions" role="alert">
      <p className="dialog-question">{text('ui.throwAwayTitle')}</p>
      <Button onPress={onKeep}>{text('ui.throwAwayNot')}</Button>
      <Button variant="danger" onPress={onThrowAway}>
        {text('ui.throwAway')}
      </Button>
    </footer>
  );
}
