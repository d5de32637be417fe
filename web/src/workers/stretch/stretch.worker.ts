import { expose } from 'comlink';
import { stretchHere } from '../../archive/stretch-passphrase.ts';
import type { StretchApi } from './stretch-client.ts';

const api: StretchApi = { stretch: stretchHere };

expose(api);
