import './first-run.css';
import { type ReactNode, useState } from 'react';
import FlaskConical from 'lucide-react/icons/flask-conical';
import LockKeyhole from 'lucide-react/icons/lock-keyhole';
import MapPinCheck from 'lucide-react/icons/map-pin-check';
import PlaneTakeoff from 'lucide-react/icons/plane-takeoff';
import ShieldCheck from 'lucide-react/icons/shield-check';
import { saveDeviceName } from '../../archive/device.ts';
import { savePerson, setCurrentPerson } from '../../archive/people.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import type { Icon } from '../../ui/icon.ts';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { defaultDeviceName } from '../default-device-name.ts';
import { SetLock } from '../lock/set-lock.tsx';
import { type PersonDraft, PersonForm } from '../person-form.tsx';
import { InstallFirst } from './install-first.tsx';

type Step = 'welcome' | 'who' | 'lock' | 'set-lock' | 'ready';

interface FirstRunProps {
  readonly onDone: () => void;
  readonly onOpenSample: () => void;
}

/** From nothing to a working archive in three answers, with no network. */
export function FirstRun({ onDone, onOpenSample }: FirstRunProps): ReactNode {
  const [step, setStep] = useState<Step>('welcome');
  return (
    <main className="first-run">
      <div className="first-run-card">
        <FirstRunStep step={step} onStep={setStep} onDone={onDone} onOpenSample={onOpenSample} />
      </div>
    </main>
  );
}

interface FirstRunStepProps extends FirstRunProps {
  readonly step: Step;
  readonly onStep: (step: Step) => void;
}

function FirstRunStep({ step, onStep, onDone, onOpenSample }: FirstRunStepProps): ReactNode {
  const text = useText();
  switch (step) {
    case 'welcome':
      return <Welcome onNext={() => onStep('who')} />;
    case 'who':
      return <Who onNext={() => onStep('lock')} />;
    case 'lock':
      return <OfferLock onNow={() => onStep('set-lock')} onLater={() => onStep('ready')} />;
    case 'set-lock':
      return (
        <>
          <StepCount step={2} />
          <h1>{text('setLock.title')}</h1>
          <SetLock onDone={() => onStep('ready')} onCancel={() => onStep('lock')} />
        </>
      );
    case 'ready':
      return <Ready onDone={onDone} onOpenSample={onOpenSample} />;
  }
}

function StepCount({ step }: { readonly step: number }): ReactNode {
  const text = useText();
  return <p className="first-run-step">{text('first.step', { step, count: 3 })}</p>;
}

function Welcome({ onNext }: { readonly onNext: () => void }): ReactNode {
  const text = useText();
  const points: readonly (readonly [Icon, string])[] = [
    [PlaneTakeoff, text('first.point1')],
    [ShieldCheck, text('first.point2')],
    [MapPinCheck, text('first.point3')],
  ];
  return (
    <>
      <BrandMark className="first-run-mark" />
      <h1>{text('first.welcome')}</h1>
      <p className="first-run-lead">{text('first.what')}</p>
      <ul className="first-run-points">
        {points.map(([PointIcon, words]) => (
          <li key={words}>
            <PointIcon className="icon" strokeWidth={1.75} aria-hidden />
            {words}
          </li>
        ))}
      </ul>
      <InstallFirst />
      <div className="form-actions">
        <Button variant="primary" onPress={onNext} className="first-run-go">
          {text('first.begin')}
        </Button>
      </div>
      <p className="first-run-note">{text('first.notDevice')}</p>
    </>
  );
}

function Who({ onNext }: { readonly onNext: () => void }): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [error, setError] = useState<string | null>(null);
  const save = async (draft: PersonDraft): Promise<void> => {
    const person = await savePerson(archive, draft);
    const chosen = person.ok ? await setCurrentPerson(archive, person.value.id) : person;
    if (!chosen.ok) {
      setError(failureText(chosen.failure));
      return;
    }
    await saveDeviceName(archive, defaultDeviceName(navigator.userAgent));
    onNext();
  };
  return (
    <>
      <StepCount step={1} />
      <h1>{text('first.whoTitle')}</h1>
      <p className="muted">{text('first.whoWords')}</p>
      <PersonForm
        error={error}
        onSubmit={(draft) => void save(draft)}
        actions={
          <div className="form-actions">
            <Button type="submit" variant="primary" className="first-run-go">
              {text('first.next')}
            </Button>
          </div>
        }
      />
    </>
  );
}

interface OfferLockProps {
  readonly onNow: () => void;
  readonly onLater: () => void;
}

function OfferLock({ onNow, onLater }: OfferLockProps): ReactNode {
  const text = useText();
  return (
    <>
      <StepCount step={2} />
      <h1>{text('first.lockTitle')}</h1>
      <p className="muted">{text('first.lockWords')}</p>
      <div className="form-actions">
        <Button onPress={onLater}>{text('first.lockLater')}</Button>
        <Button variant="primary" icon={LockKeyhole} onPress={onNow}>
          {text('first.lockNow')}
        </Button>
      </div>
      <p className="first-run-note">{text('first.lockLaterHint')}</p>
    </>
  );
}

function Ready({ onDone, onOpenSample }: FirstRunProps): ReactNode {
  const text = useText();
  return (
    <>
      <StepCount step={3} />
      <h1>{text('first.readyTitle')}</h1>
      <p className="muted">{text('first.readyWords')}</p>
      <ul className="first-run-tips">
        <li>{text('first.tip1')}</li>
        <li>{text('first.tip2')}</li>
        <li>{text('first.tip3')}</li>
      </ul>
      <div className="form-actions">
        <Button icon={FlaskConical} onPress={onOpenSample}>
          {text('first.sample')}
        </Button>
        <Button variant="primary" onPress={onDone}>
          {text('first.toList')}
        </Button>
      </div>
    </>
  );
}
