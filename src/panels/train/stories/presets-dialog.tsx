import { Button, Modal, Text, Title, UnstyledButton } from '@mantine/core';
import { IconCode } from '@tabler/icons-react';
import { type StoryId, storyIds } from '#src/experiment/presets/preset.ts';
import { presets } from '#src/experiment/presets.ts';
import classes from '#src/panels/train/stories/stories.module.css';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { lazyPart } from '#src/ui/lazy-part.tsx';
import { presetWords, storyWords } from '#words/presets.ts';
import { words } from '#words/train/stories.ts';

const PresetSketch = lazyPart(() =>
  import('#src/panels/train/stories/preset-sketch.tsx').then((module) => module.PresetSketch),
);

/** Every prepared experiment, by story. */
export function PresetsDialog() {
  const opened = useAppState((state) => state.page.dialog === 'presets');
  const { openDialog } = useCommands();
  return (
    <Modal opened={opened} onClose={() => openDialog(null)} title={words.experiments} size="70rem">
      <Button
        variant="light"
        fz="sm"
        mb="md"
        leftSection={<IconCode size={16} stroke={1.6} aria-hidden />}
        data-testid="paste-code-of-question"
        onClick={() => openDialog('code')}
      >
        {words.pasteTheCodeOfAQuestion}
      </Button>
      <div className={classes.stories}>
        {storyIds.map((story) => (
          <Story key={story} story={story} />
        ))}
      </div>
    </Modal>
  );
}

function Story({ story }: { story: StoryId }) {
  const current = useAppState((state) => state.presetId);
  const { openDialog, openPreset } = useCommands();
  const { title, question } = storyWords[story];
  return (
    <section>
      <Title order={3} size="h5">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {question}
      </Text>
      <ol className={classes.list}>
        {presets
          .filter((preset) => preset.story === story)
          .map((preset) => (
            <li key={preset.id}>
              <UnstyledButton
                className={classes.preset}
                data-testid={`preset-${preset.id}`}
                aria-current={preset.id === current ? 'true' : undefined}
                onClick={() => {
                  openPreset(preset.id);
                  openDialog(null);
                }}
              >
                <span className={classes.sketch}>
                  <PresetSketch experiment={preset.experiment} />
                </span>
                {presetWords[preset.id].title}
              </UnstyledButton>
            </li>
          ))}
      </ol>
    </section>
  );
}
