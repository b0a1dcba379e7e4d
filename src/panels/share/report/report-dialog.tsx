import { Button, Modal, Progress, Stack, Textarea, TextInput } from '@mantine/core';
import { IconFileTypeHtml, IconMarkdown } from '@tabler/icons-react';
import { useState } from 'react';
import { fileName, saveFile } from '#src/charts/save-file.ts';
import { reportHtml, reportZip } from '#src/export/report.ts';
import {
  makeReport,
  type ReportProgress,
  reportTitle,
} from '#src/panels/share/report/make-report.ts';
import { useCommands, useCompare, useServices } from '#src/store/hooks.ts';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/share/report.ts';

/** A report of runs: what was asked, what differs, what came out, how to run it again. */
export function ReportDialog({ ids }: { ids: readonly string[] }) {
  const { openDialog } = useCommands();
  return (
    <Modal opened onClose={() => openDialog(null)} title={words.reportOf(ids.length)} size="40rem">
      <Content ids={ids} />
    </Modal>
  );
}

function Content({ ids }: { ids: readonly string[] }) {
  const { compare } = useServices();
  const metric = useCompare((state) => state.metric);
  const [title, setTitle] = useState(() => reportTitle(ids, compare));
  const [asked, setAsked] = useState('');
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const [progress, setProgress] = useState<ReportProgress | null>(null);

  const save = async (format: 'zip' | 'html') => {
    setState('busy');
    try {
      const report = await makeReport(compare, { ids, title, asked, metric }, setProgress);
      const [content, type] =
        format === 'zip'
          ? [reportZip(report), 'application/zip']
          : [reportHtml(report), 'text/html'];
      saveFile(fileName(title, format), new Blob([content], { type }));
      setState('ready');
    } catch {
      setState('failed');
    }
    setProgress(null);
  };

  return (
    <Stack>
      <TextInput
        size="sm"
        label={words.title}
        value={title}
        maxLength={120}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        label={words.whatWasAsked}
        placeholder={words.doesAFixedOrderBefore}
        autosize
        minRows={2}
        maxRows={8}
        value={asked}
        maxLength={2000}
        onChange={(event) => setAsked(event.currentTarget.value)}
      />
      <Prose look="quiet">{words.theReportHoldsTheTable}</Prose>
      <Row>
        <Button
          variant="filled"
          size="sm"
          leftSection={<IconFileTypeHtml size={16} aria-hidden />}
          loading={state === 'busy'}
          onClick={() => void save('html')}
        >
          {words.saveAsHtml}
        </Button>
        <Button
          size="sm"
          leftSection={<IconMarkdown size={16} aria-hidden />}
          loading={state === 'busy'}
          onClick={() => void save('zip')}
        >
          {words.saveAsMarkdown}
        </Button>
      </Row>
      {progress !== null && (
        <div>
          <Prose look="quiet">{words.drawingPicture(progress.done + 1, progress.of)}</Prose>
          <Progress
            value={(100 * progress.done) / progress.of}
            aria-label={words.drawingPictures}
          />
        </div>
      )}
      {state === 'failed' && <output>{words.theReportCouldNotBe}</output>}
    </Stack>
  );
}
