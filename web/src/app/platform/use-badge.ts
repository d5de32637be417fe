import { useEffect } from 'react';
import { useDevice } from '../../live/use-device.ts';
import { useOutbox } from '../../live/use-outbox.ts';
import { badgeCount } from '../../sync-status/sync-words.ts';
import { useText } from '../../ui/use-text.ts';
import { isInstalled } from './install-facts.ts';

/** `navigator.setAppBadge` is missing in some browsers, whatever TypeScript's library says. */
type MaybeBadged = Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;

/**
 * The count of what is not on the server: at the icon of an installed app, else in front of the title. It is
 * `badgeCount`; the header's chip says in words what it is of. A device without a server has none to wait for, and no badge.
 */
export function useBadge(): void {
  const text = useText();
  const outbox = useOutbox();
  const isPaired = (useDevice()?.pairing ?? null) !== null;
  const count = isPaired ? badgeCount(outbox) : 0;
  const name = text('ui.appName');
  useEffect(() => {
    const badged: MaybeBadged = navigator;
    const isAtIcon = isInstalled() && badged.setAppBadge !== undefined;
    document.title = count === 0 || isAtIcon ? name : `(${count}) ${name}`;
    // Refused where the system shows no badges: the header's chip says the same.
    const shown = count === 0 ? badged.clearAppBadge?.() : badged.setAppBadge?.(count);
    void shown?.catch(() => undefined);
  }, [count, name]);
}
