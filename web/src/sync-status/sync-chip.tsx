import type { ReactNode } from 'react';
import ArrowUp from 'lucide-react/icons/arrow-up';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CloudCheck from 'lucide-react/icons/cloud-check';
import CloudOff from 'lucide-react/icons/cloud-off';
import Hourglass from 'lucide-react/icons/hourglass';
import Unplug from 'lucide-react/icons/unplug';
import { useOutbox } from '../live/use-outbox.ts';
import { Chip } from '../ui/chip.tsx';
import type { Icon } from '../ui/icon.ts';
import { useText } from '../ui/use-text.ts';
import { syncHeadline, type SyncSign } from './sync-words.ts';
import { useSyncFacts } from './use-sync-facts.ts';

export const syncIcons: Readonly<Record<SyncSign, Icon>> = {
  'no-server': Unplug,
  offline: CloudOff,
  waiting: Hourglass,
  sending: ArrowUp,
  safe: CloudCheck,
  'needs-person': CircleAlert,
};

/** In the header of every list: how the device stands with its server, and the way to the outbox. */
export function SyncChip({ href }: { readonly href: string }): ReactNode {
  const text = useText();
  const { sign, tone, words } = syncHeadline(useSyncFacts(), useOutbox(), text);
  return (
    <span className="chip-live" aria-live="polite">
      <Chip tone={tone} icon={syncIcons[sign]} href={href}>
        {words}
      </Chip>
    </span>
  );
}
