import type { ReactNode } from 'react';
import ArrowUp from 'lucide-react/icons/arrow-up';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Cloud from 'lucide-react/icons/cloud';
import CloudCheck from 'lucide-react/icons/cloud-check';
import CloudDownload from 'lucide-react/icons/cloud-download';
import FlaskConical from 'lucide-react/icons/flask-conical';
import Tablet from 'lucide-react/icons/tablet';
import { Chip, type Tone } from '../ui/chip.tsx';
import type { Icon } from '../ui/icon.ts';
import { type TextOf, useText } from '../ui/use-text.ts';
import type { StudyStatus } from './study-status.ts';

const signs: Readonly<Record<StudyStatus['kind'], { readonly tone: Tone; readonly icon: Icon }>> = {
  sample: { tone: 'neutral', icon: FlaskConical },
  failed: { tone: 'failed', icon: CircleAlert },
  sending: { tone: 'sending', icon: ArrowUp },
  'only-here': { tone: 'only-here', icon: Tablet },
  'part-on-server': { tone: 'only-here', icon: Tablet },
  both: { tone: 'on-server', icon: CloudCheck },
  'part-here': { tone: 'on-server', icon: CloudDownload },
  'on-server': { tone: 'on-server', icon: Cloud },
};

function statusText(status: StudyStatus, text: TextOf): string {
  switch (status.kind) {
    case 'sample':
      return text('where.sample');
    case 'failed':
      return text('where.failed');
    case 'sending':
      return text('where.sending', { count: status.count, total: status.total });
    case 'only-here':
      return text('where.onlyHere');
    case 'part-on-server':
      return text('where.partOnServer', { count: status.count, total: status.total });
    case 'both':
      return text('where.both');
    case 'part-here':
      return text('where.partHere', { count: status.count, total: status.total });
    case 'on-server':
      return text('where.onServer');
  }
}

/** Where a study is, in icon, word and colour. */
export function WhereChip({ status }: { readonly status: StudyStatus }): ReactNode {
  const text = useText();
  const { tone, icon } = signs[status.kind];
  return (
    <Chip tone={tone} icon={icon}>
      {statusText(status, text)}
    </Chip>
  );
}
