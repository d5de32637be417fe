import './ui/tokens.css';
import './ui/base.css';
import './ui/form.css';
import { createRoot } from 'react-dom/client';
import { assert } from '#shared/failure/assert.ts';
import { App } from './app/app.tsx';
import { watchForUpdates } from './app/app-update.ts';
import { checkWhenControlled } from './app/offline-readiness.ts';
import { applyPreferences } from './app/preferences.ts';
import { followLinksInside, leaveOtherEra } from './app/route.ts';
import { listenForInstallPrompt } from './app/platform/install-prompt.ts';
import { sharedIdOf } from './app/platform/shared-in-address.ts';
import { openArchive } from './archive/open-archive.ts';
import type { StretchPassphrase } from './archive/stretch-passphrase.ts';

/** A passphrase is worked on outside of the page, which stays alive; no start waits for that code. */
const stretchLater: StretchPassphrase = async (passphrase, parameters) => {
  const { stretchInWorker } = await import('./workers/stretch/stretch-client.ts');
  return stretchInWorker(passphrase, parameters);
};

const open = () => openArchive({ stretch: stretchLater });
// Before anything is drawn: the store is opened while React makes the page. Without HTTPS the browser has no
// encryption to give, and the app says so.
const opening = isSecureContext ? open() : null;

applyPreferences();
leaveOtherEra();
followLinksInside();
listenForInstallPrompt();

const root = document.querySelector('#root');
assert(root !== null, 'index.html holds #root');
createRoot(root).render(<App opening={opening} openAgain={open} />);

const sharedId = sharedIdOf(location.search);
if (sharedId !== null) {
  void import('./app/platform/shared-files.ts').then(({ claimShared }) => claimShared(sharedId));
}

if (isSecureContext) {
  void watchForUpdates();
  checkWhenControlled();
}
