import { useMemo, useState, type ReactNode } from 'react';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Eye from 'lucide-react/icons/eye';
import { IconButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useText, useWording } from '../../ui/use-text.ts';
import { frameFailureCode } from '../chrome/view-words.ts';
import type { MadePicture } from './make-part.ts';
import type { PictureStage } from './use-pictures.ts';

/** What is about to leave: every picture itself, and what may be in it that nobody wants to send. */
export function PictureProof({ stage }: { readonly stage: PictureStage }): ReactNode {
  const text = useText();
  switch (stage.kind) {
    case 'idle':
      return null;
    case 'making':
      return (
        <div className="picture-proof picture-proof-waiting">
          <Spinner label={text('picture.making')} />
        </div>
      );
    case 'ready':
      return (
        <>
          <Failed failed={stage.failed} />
          <BurnedIn made={stage.made} />
          {stage.made.length === 0 ? null : <Pager made={stage.made} />}
        </>
      );
  }
}

/** The worst of it is said: what the file itself says before what may be. */
function BurnedIn({ made }: { readonly made: readonly MadePicture[] }): ReactNode {
  const text = useText();
  const said = made.filter(({ burnedIn }) => burnedIn === 'said').length;
  const possible = made.filter(({ burnedIn }) => burnedIn === 'possible').length;
  if (said + possible === 0) return null;
  const kind = said > 0 ? 'said' : 'possible';
  const count = said > 0 ? said : possible;
  return (
    <Notice
      tone={said > 0 ? 'failed' : 'only-here'}
      icon={Eye}
      title={text(`picture.burnedIn.${kind}`, { count })}
      isLive
    >
      {text(`picture.burnedIn.${kind}Words`)}
    </Notice>
  );
}

function Failed({ failed }: { readonly failed: readonly string[] }): ReactNode {
  const { text, failureText } = useWording();
  if (failed.length === 0) return null;
  const reasons = [...new Set(failed)].map((code) =>
    isDrawingFault(code)
      ? text(`picture.fault.${code}`)
      : failureText({ code: frameFailureCode(code) }),
  );
  return (
    <Notice
      tone="failed"
      icon={CircleAlert}
      title={text('picture.failed', { count: failed.length })}
      isLive
    >
      {reasons.join(' ')}
    </Notice>
  );
}

/** What the viewer never meets: it draws no picture as a whole. */
function isDrawingFault(
  code: string,
): code is 'PICTURE_TOO_LARGE' | 'PICTURE_NO_ROOM' | 'PICTURE_NOT_DRAWN' {
  return code.startsWith('PICTURE_');
}

function Pager({ made }: { readonly made: readonly MadePicture[] }): ReactNode {
  const { text, language } = useWording();
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, made.length - 1);
  const shown = made[at];
  const show = useMemo(() => (shown === undefined ? undefined : showing(shown.file)), [shown]);
  const count = made.length;
  const bytes = made.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <figure className="picture-proof">
      <img
        ref={show}
        className="picture-proof-image"
        alt={
          count === 1 ? text('picture.previewOne') : text('picture.preview', { n: at + 1, count })
        }
      />
      <figcaption className="picture-proof-words">
        {count === 1 ? null : (
          <>
            <IconButton
              icon={ChevronLeft}
              label={text('picture.previous')}
              className="icon-directional"
              isDisabled={at === 0}
              onPress={() => setWanted(at - 1)}
            />
            <span role="status">{text('picture.nth', { n: at + 1, count })}</span>
            <IconButton
              icon={ChevronRight}
              label={text('picture.next')}
              className="icon-directional"
              isDisabled={at === count - 1}
              onPress={() => setWanted(at + 1)}
            />
          </>
        )}
        <span className="muted">
          {text('picture.size', { count, size: formatBytes(language, bytes) })}
        </span>
      </figcaption>
    </figure>
  );
}

/** Gives an image a file as long as both are there. */
function showing(file: File): (image: HTMLImageElement | null) => (() => void) | undefined {
  return (image) => {
    if (image === null) return undefined;
    const url = URL.createObjectURL(file);
    image.src = url;
    return () => URL.revokeObjectURL(url);
  };
}
