import type { listDeeds as english } from '../en/list-deeds.ts';

export const listDeeds: Readonly<Record<keyof typeof english, string>> = {
  'deed.menu': 'Was mit {name} geschehen soll',
  'deed.about': 'Über diese Untersuchung',
  'deed.patient': 'Alle Untersuchungen dieses Patienten',
  'deed.star': 'Als Favorit markieren',
  'deed.unstar': 'Stern wegnehmen',
  'deed.starred':
    '{count, plural, one {Als Favorit markiert} other {# Untersuchungen als Favoriten markiert}}',
  'deed.unstarred':
    '{count, plural, one {Stern weggenommen} other {Sterne von # Untersuchungen weggenommen}}',
  'deed.release': 'Muss nicht auf diesem Gerät bleiben',
  'deed.released':
    '{count, plural, one {Untersuchung muss nicht auf diesem Gerät bleiben} other {# Untersuchungen müssen nicht auf diesem Gerät bleiben}}',
  'deed.select': 'Auswählen',
  'deed.title': 'Was mit den ausgewählten Untersuchungen geschehen soll',
  'deed.selectAll': 'Alle {count, number}',
  'deed.hidden':
    '{count, plural, one {# weitere ist nicht zu sehen und bleibt, wie sie ist} other {# weitere sind nicht zu sehen und bleiben, wie sie sind}}',
  'deed.starMany': 'Stern',
  'deed.unstarMany': 'Stern weg',
  'deed.releaseMany': 'Freigeben',
  'deed.discarding': '{done, number} von {total, number} verworfen',
  'deed.restored':
    '{count, plural, one {Untersuchung ist wieder in der Liste} other {# Untersuchungen sind wieder in der Liste}}',
  'deed.more': '{count, plural, one {und # weitere} other {und # weitere}}',
};
