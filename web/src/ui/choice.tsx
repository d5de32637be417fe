import './choice.css';
import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { Icon } from './icon.ts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
  readonly icon?: Icon;
}

interface ChoiceGroupProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** `cards`: one below the other with room for a sentence; `segments`: side by side. */
  readonly layout?: 'cards' | 'segments';
  readonly isLabelHidden?: boolean;
}

/** One of a few: all of them in sight, instead of a menu that hides them. */
export function ChoiceGroup<Value extends string>({
  label,
  choices,
  value,
  onChange,
  layout = 'cards',
  isLabelHidden = false,
}: ChoiceGroupProps<Value>): ReactNode {
  return (
    <RadioGroup
      className={`choice-group choice-group-${layout}`}
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      orientation={layout === 'segments' ? 'horizontal' : 'vertical'}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'choice-group-label'}>{label}</Label>
      <div className="choice-group-items">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="choice">
            {choice.icon === undefined ? null : <choice.icon className="icon" aria-hidden />}
            <span className="choice-words">
              <span className="choice-label">{choice.label}</span>
              {choice.description === undefined ? null : (
                <span className="choice-description">{choice.description}</span>
              )}
            </span>
            {layout === 'cards' ? <span className="choice-dot" aria-hidden /> : null}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
