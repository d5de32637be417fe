import type { outboxWords as english } from '../en/outbox-words.ts';

export const outboxWords: Readonly<Record<keyof typeof english, string>> = {
  'outbox.sendingOpen':
    'Sie sind unterwegs. Es geht weiter, solange Satchel offen ist, auch im Hintergrund.',
  'outbox.sendingInFront':
    'Sie sind unterwegs. Bitte Satchel offen und im Vordergrund lassen: Dieses Gerät hält an, was im Hintergrund ist. Was dann auf dem Server ist, bleibt dort, und der Rest geht weiter, wenn Sie zurückkommen.',
  'outbox.waitingOpen': 'Sie gehen von selbst hinauf, nacheinander, solange Satchel offen ist.',
  'outbox.refusedWords':
    'Einen Teil hat der Server abgelehnt. Nur noch einmal zu senden behebt das nicht: Der Grund steht darunter.',
  'outbox.blockedWords':
    'Der Server nimmt von diesem Gerät nichts an: Es geht nichts hinauf und kommt nichts herunter, bis das geklärt ist.',
  'outbox.blockedPair':
    'Bitte einen neuen Code bei der Person holen, die den Server betreut, und dieses Gerät neu koppeln. Dabei geht hier nichts verloren.',
};
