import { createObservable } from '../state/observable.ts';

/** Whether the dialog that makes pictures is open: the menu of tools and the keys ask, the viewer shows it. */
export const picturesAsked = createObservable({ isOpen: false });
