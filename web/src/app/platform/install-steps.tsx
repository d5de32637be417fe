import './install.css';
import type { ReactNode } from 'react';
import { askExport } from '../../live/export-request.ts';
import { studiesHere } from '../../live/studies-here.ts';
import { useStudies } from '../../live/use-studies.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useText } from '../../ui/use-text.ts';
import { AddSketch, OpenSketch, ShareSketch } from './install-sketches.tsx';

/** How to install by hand on an iPad or iPhone, why, and what becomes of studies that are in the browser already. */
export function InstallSteps({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { whole, inPart } = studiesHere(useStudies().filter(({ isSample }) => !isSample));
  const own = [...whole, ...inPart];
  const steps: readonly (readonly [ReactNode, string])[] = [
    [<ShareSketch key="share" />, text('install.step1')],
    [<AddSketch key="add" />, text('install.step2')],
    [<OpenSketch key="open" />, text('install.step3')],
  ];
  const exportAll = (): void => {
    onClose();
    askExport(own.map(({ key }) => ({ studyKey: key, series: null })));
  };
  return (
    <Dialog title={text('install.stepsTitle')} onClose={onClose}>
      <p>{text('install.why')}</p>
      <ol className="install-steps">
        {steps.map(([sketch, words]) => (
          <li key={words} className="install-step">
            {sketch}
            <span>{words}</span>
          </li>
        ))}
      </ol>
      <p>{text('install.empty')}</p>
      {own.length === 0 ? null : (
        <>
          <p>{text('install.exportWords', { count: own.length })}</p>
          <Button onPress={exportAll}>{text('install.export')}</Button>
        </>
      )}
    </Dialog>
  );
}
