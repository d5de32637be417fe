import type { storage as english } from '../en/storage.ts';

export const storage: Readonly<Record<keyof typeof english, string>> = {
  'storage.here':
    '{count, plural, =0 {Keine Untersuchung ist ganz auf diesem Gerät.} one {# Untersuchung ist ganz auf diesem Gerät, {size} im Original.} other {# Untersuchungen sind ganz auf diesem Gerät, {size} im Original.}}',
  'storage.inPart':
    'Von {count, number} weiteren ist ein Teil der Bilder hier; der Rest liegt auf dem Server.',
  'storage.onlyOnServer':
    '{count, plural, one {# weitere steht in der Liste, liegt aber nur auf dem Server: Sie wird geholt, wenn man sie mit Verbindung öffnet.} other {# weitere stehen in der Liste, liegen aber nur auf dem Server: Jede wird geholt, wenn man sie mit Verbindung öffnet.}}',
};
