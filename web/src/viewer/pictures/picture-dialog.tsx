import './picture-dialog.css';
import { useMemo, useState, type ReactNode } from 'react';
import { ChoiceGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useText, type TextOf } from '../../ui/use-text.ts';
import { useSession } from '../session/viewer-context.ts';
import { PictureActions } from './picture-actions.tsx';
import type { FrameStack } from '../stack/frame-stack.ts';
import { placesOf, type PicturePlace, type PictureScope } from './picture-places.ts';
import { PictureProof } from './picture-proof.tsx';
import { usePictures, type PictureChoice } from './use-pictures.ts';

interface PictureDialogProps {
  readonly onClose: () => void;
}

const firstChoice: PictureChoice = { format: 'jpeg', withMarks: true, withPatient: false };
const scopes: readonly PictureScope[] = ['shown', 'key', 'marked', 'series', 'study'];

/** Pictures of what is on the screen, looked at before they leave: for a message, a letter, a talk. */
export function PictureDialog({ onClose }: PictureDialogProps): ReactNode {
  const text = useText();
  const { stacks, places } = usePlaces();
  const [scope, setScope] = useState<PictureScope>(
    places.shown.length > 0 ? 'shown' : (scopes.find((one) => places[one].length > 0) ?? 'study'),
  );
  const [range, setRange] = useState<Range>({ from: '1', to: String(places.series.length) });
  const [choice, setChoice] = useState(firstChoice);
  const chosen = useMemo(
    () => (scope === 'series' ? inRange(places.series, range) : places[scope]),
    [places, scope, range],
  );
  const pictures = usePictures(stacks, chosen, choice);
  return (
    <Dialog
      title={text('picture.title')}
      onClose={onClose}
      actions={
        <PictureActions
          // What became of other pictures says nothing of these.
          key={[scope, ...Object.values(range), ...Object.values(choice)].join(' ')}
          {...pictures}
          count={chosen.length}
          onClose={onClose}
        />
      }
    >
      <PictureProof stage={pictures.stage} />
      {pictures.stage.kind === 'making' && chosen.length > 1 ? (
        <ProgressBar
          label={text('picture.making')}
          done={pictures.stage.done}
          total={chosen.length}
          valueText={text('picture.progress', {
            done: pictures.stage.done,
            total: chosen.length,
          })}
          tone="sending"
        />
      ) : null}
      {chosen.length === 0 ? <p role="status">{text('picture.none')}</p> : null}
      <ChoiceGroup
        label={text('picture.scope')}
        layout="segments"
        value={scope}
        onChange={setScope}
        choices={scopes
          .filter((value) => places[value].length > 0)
          .map((value) => ({ value, label: scopeText(value, places[value].length, text) }))}
      />
      {scope === 'series' && places.series.length > 1 ? (
        <RangeFields range={range} onRange={setRange} />
      ) : null}
      <LookChoices choice={choice} onChoice={setChoice} />
    </Dialog>
  );
}

/** How the pictures look, and what is written on them. */
function LookChoices({
  choice,
  onChoice,
}: {
  readonly choice: PictureChoice;
  readonly onChoice: (choice: PictureChoice) => void;
}): ReactNode {
  const text = useText();
  return (
    <>
      <ChoiceGroup
        label={text('picture.format')}
        layout="segments"
        value={choice.format}
        onChange={(format) => onChoice({ ...choice, format })}
        choices={(['jpeg', 'png'] as const).map((value) => ({
          value,
          label: text(`picture.format.${value}`),
        }))}
      />
      <Switch
        isSelected={choice.withMarks}
        onChange={(withMarks) => onChoice({ ...choice, withMarks })}
      >
        {text('picture.withMarks')}
      </Switch>
      <Switch
        isSelected={choice.withPatient}
        onChange={(withPatient) => onChoice({ ...choice, withPatient })}
      >
        {text('picture.withPatient')}
      </Switch>
      {choice.withPatient ? <p className="muted">{text('picture.withPatientWords')}</p> : null}
    </>
  );
}

interface Frozen {
  readonly places: Readonly<Record<PictureScope, readonly PicturePlace[]>>;
  readonly stacks: readonly FrameStack[];
}

/** As the study was when the dialog was opened: what arrives meanwhile must not change what was looked at. */
function usePlaces(): Frozen {
  const { model, book } = useSession();
  const [frozen] = useState(() => {
    const of = (scope: PictureScope) => placesOf(scope, model.state, book.store.get());
    return {
      stacks: model.state.stacks,
      places: {
        shown: of('shown'),
        key: of('key'),
        marked: of('marked'),
        series: of('series'),
        study: of('study'),
      },
    };
  });
  return frozen;
}

function scopeText(scope: PictureScope, count: number, text: TextOf): string {
  if (scope === 'shown') return text('picture.scope.shown');
  return text(`picture.scope.${scope}`, { count });
}

/** As typed; numbers of images, 1-based, both ends included. */
interface Range {
  readonly from: string;
  readonly to: string;
}

function inRange(places: readonly PicturePlace[], { from, to }: Range): readonly PicturePlace[] {
  const [first, last] = [Number(from), Number(to)];
  if (!Number.isInteger(first) || !Number.isInteger(last)) return [];
  return places.slice(Math.max(0, Math.min(first, last) - 1), Math.max(first, last));
}

function RangeFields({
  range,
  onRange,
}: {
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}): ReactNode {
  const text = useText();
  return (
    <fieldset className="picture-range">
      <legend className="visually-hidden">{text('picture.range')}</legend>
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          label={text(`picture.${end}`)}
          value={range[end]}
          onChange={(typed) => onRange({ ...range, [end]: typed })}
          inputMode="numeric"
          autoComplete="off"
        />
      ))}
    </fieldset>
  );
}
