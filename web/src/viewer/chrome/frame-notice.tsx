import './frame-notice.css';
import type { ReactNode } from 'react';
import FileQuestion from 'lucide-react/icons/file-question';
import ImageOff from 'lucide-react/icons/image-off';
import { sopClassOf } from '#shared/dicom/sop-class.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { formatBytes } from '../../ui/format.ts';
import { useFailureText, useText, useWording } from '../../ui/use-text.ts';
import { useSession, useViewer } from '../session/viewer-context.ts';
import { openingIndexOf } from '../stack/opening-place.ts';
import { stackOf, type Shown } from '../state/viewer-state.ts';
import { FramePreview } from './frame-preview.tsx';
import { frameFailureCode } from './view-words.ts';

/** In place of a picture: why there is none, or that it is coming. Never blank, never another frame. */
export function FrameNotice(): ReactNode {
  const shown = useViewer((state) => state.shown);
  switch (shown.kind) {
    case 'picture':
    case 'nothing':
      return null;
    case 'failed':
      return <FailedFrame shown={shown} />;
    case 'waiting':
      return <WaitingFrame shown={shown} />;
    case 'object':
      return <NotAnImage />;
  }
}

function FailedFrame({ shown }: { readonly shown: Extract<Shown, { kind: 'failed' }> }): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const { model } = useSession();
  const stack = useViewer(stackOf);
  const { failure } = shown;
  return (
    <div className="frame-notice" role="status">
      <ImageOff className="frame-notice-icon" aria-hidden />
      <p className="frame-notice-title">{text('viewer.failedTitle', { n: shown.index + 1 })}</p>
      <p>{failureText({ code: frameFailureCode(failure.code) })}</p>
      <p className="overlay-muted">
        {text('viewer.details', { code: failure.code, step: failure.step })}
      </p>
      <Button
        onPress={() => {
          if (stack !== null) model.frames.retry(stack, shown.index);
        }}
      >
        {text('viewer.retry')}
      </Button>
    </div>
  );
}

function WaitingFrame({
  shown,
}: {
  readonly shown: Extract<Shown, { kind: 'waiting' }>;
}): ReactNode {
  const { text, language } = useWording();
  const stack = useViewer(stackOf);
  const frame = stack?.frames[shown.index];
  const isRemote = frame?.instance.isLocal === false;
  const { progress } = shown;
  // The stored preview shows the opening frame: under any other number it would be another frame.
  const isPictured =
    stack !== null && (!stack.isMultiFrame || shown.index === openingIndexOf(stack));
  const hasProgress = progress !== null && progress.bytesTotal > 0;
  return (
    <>
      {frame === undefined || !isPictured ? null : (
        <FramePreview key={frame.instance.id} instanceId={frame.instance.id} />
      )}
      <div className="frame-waiting">
        {isRemote && hasProgress ? (
          <>
            <ProgressBar
              label={text('viewer.fetching')}
              done={progress.bytesDone}
              total={progress.bytesTotal}
              tone="sending"
            />
            <span>
              {text('viewer.fetchingPart', {
                done: formatBytes(language, progress.bytesDone),
                total: formatBytes(language, progress.bytesTotal),
              })}
            </span>
          </>
        ) : (
          <Spinner label={text(isRemote ? 'viewer.fetching' : 'viewer.loading')} />
        )}
      </div>
    </>
  );
}

function NotAnImage(): ReactNode {
  const text = useText();
  const stack = useViewer(stackOf);
  if (stack === null || stack.objectKind === null) return null;
  const SOPClassUID = stack.frames[0]?.instance.SOPClassUID ?? '';
  const name = sopClassOf(SOPClassUID)?.name ?? SOPClassUID;
  return (
    <div className="frame-notice" role="status">
      <FileQuestion className="frame-notice-icon" aria-hidden />
      <p className="frame-notice-title">{text('viewer.object.title')}</p>
      <p>{text(`viewer.object.${stack.objectKind}`)}</p>
      <p className="overlay-muted">{name}</p>
    </div>
  );
}
