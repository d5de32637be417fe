import type { ReactNode } from 'react';
import type { ExportRequest } from '../live/export-request.ts';
import { useStudyDetail } from '../live/use-study-detail.ts';
import { Switch } from '../ui/switch.tsx';
import { useText } from '../ui/use-text.ts';

interface SeriesChoiceProps {
  readonly request: ExportRequest;
  readonly onRequest: (request: ExportRequest) => void;
}

/** Which series of the one study go out; all of them until a person says otherwise. */
export function SeriesChoice({ request, onRequest }: SeriesChoiceProps): ReactNode {
  const text = useText();
  const all = useStudyDetail(request.studyKey)?.series ?? [];
  if (all.length < 2) return null;
  const isChosen = (uid: string): boolean => request.series?.includes(uid) ?? true;
  const chosen = all.filter(({ SeriesInstanceUID }) => isChosen(SeriesInstanceUID));
  const choose = (uid: string, isWanted: boolean): void => {
    const series = all
      .map(({ SeriesInstanceUID }) => SeriesInstanceUID)
      .filter((one) => (one === uid ? isWanted : isChosen(one)));
    onRequest({ ...request, series: series.length === all.length ? null : series });
  };
  const count = all.length;
  return (
    <details className="export-series">
      <summary>
        {text('export.series')}:{' '}
        {chosen.length === count
          ? text('export.seriesAll', { count })
          : text('export.seriesSome', { chosen: chosen.length, count })}
      </summary>
      {all.map(({ SeriesInstanceUID, SeriesDescription, Modality, instances }) => (
        <Switch
          key={SeriesInstanceUID}
          isSelected={isChosen(SeriesInstanceUID)}
          onChange={(isWanted) => choose(SeriesInstanceUID, isWanted)}
        >
          <bdi>{SeriesDescription || Modality}</bdi>{' '}
          <span className="muted">{text('export.seriesCount', { count: instances.length })}</span>
        </Switch>
      ))}
    </details>
  );
}
