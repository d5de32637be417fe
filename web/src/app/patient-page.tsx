import type { ComponentProps, ReactNode } from 'react';
import { PatientScreen } from '../patients/patient-screen.tsx';
import { PatientElsewhere } from '../study-list/patient-elsewhere.tsx';
import { navigate, studyPathOf } from './route.ts';

type PatientPageProps = Omit<ComponentProps<typeof PatientScreen>, 'elsewhere'>;

/** A patient with the studies of this device, and with those that only the server has. */
export function PatientPage(props: PatientPageProps): ReactNode {
  return <PatientScreen {...props} elsewhere={Elsewhere} />;
}

function Elsewhere({ PatientID }: { readonly PatientID: string }): ReactNode {
  return <PatientElsewhere PatientID={PatientID} onOpen={(key) => navigate(studyPathOf(key))} />;
}
