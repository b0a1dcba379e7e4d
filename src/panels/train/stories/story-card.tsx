import { Button, Text, Title } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconCode,
  IconLayoutList,
  IconRestore,
} from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { presets } from '#src/experiment/presets.ts';
import { Sentence } from '#src/panels/train/stories/sentence.tsx';
import classes from '#src/panels/train/stories/stories.module.css';
import { changesFromPreset, currentPreset } from '#src/store/app/selectors.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { Phrase } from '#src/ui/phrase.tsx';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';
import { presetWords, storyWords } from '#words/presets.ts';
import { words } from '#words/train/stories.ts';

/**
 * Which experiment is on show, what to look at in it, and the way to the next.
 *
 * @param brief show the beginning of the text only, until the reader wants it all
 */
export function StoryCard({ brief }: { brief: boolean }) {
  const preset = useAppState(currentPreset);
  const isChanged = useAppState(changesFromPreset).length > 0;
  const { openDialog } = useCommands();
  const { heading, goTo } = useSteps(preset?.id);
  const steps = presets.filter((other) => other.story === preset?.story);
  const place = steps.findIndex((step) => step.id === preset?.id);
  const before = steps[place - 1];
  const after = presets[presets.findIndex((other) => other.id === preset?.id) + 1];
  return (
    <section className={classes.card} aria-labelledby="experiment-title">
      <div className={classes.head}>
        <div className={classes.heading}>
          <Text size="xs" c="dimmed">
            {preset === undefined
              ? words.anExperimentOfYourOwn
              : words.place(storyWords[preset.story].title, place + 1, steps.length)}
          </Text>
          <Title
            ref={heading}
            tabIndex={-1}
            order={2}
            size="h3"
            id="experiment-title"
            data-testid="experiment-title"
          >
            {preset === undefined
              ? words.yourExperiment
              : words.heading(presetWords[preset.id].title, isChanged)}
          </Title>
        </div>
        <div className={classes.doors}>
          <Button
            variant="subtle"
            fz="sm"
            aria-label={words.pasteCode}
            data-testid="paste-code"
            leftSection={<IconCode size={16} stroke={1.6} aria-hidden />}
            onClick={() => openDialog('code')}
          >
            <Phrase parts={words.paste(longer)} />
          </Button>
          <Button
            fz="sm"
            aria-label={words.allExperiments}
            data-testid="all-experiments"
            leftSection={<IconLayoutList size={16} stroke={1.6} aria-hidden />}
            onClick={() => openDialog('presets')}
          >
            <Phrase parts={words.all(longer)} />
          </Button>
        </div>
      </div>
      {/* What a preset's text promises, a changed one need not keep. */}
      <Words
        key={preset?.id}
        text={isChanged || preset === undefined ? null : presetWords[preset.id].text}
        brief={brief}
      />
      <Changes />
      {preset !== undefined && (
        <nav className={classes.steps} aria-label={words.stepsOfThisStory}>
          {before !== undefined && (
            <Button
              variant="subtle"
              color="gray"
              fz="sm"
              leftSection={<IconArrowLeft size={16} aria-hidden />}
              data-testid="story-back"
              onClick={() => goTo(before.id)}
            >
              {words.back}
            </Button>
          )}
          {after !== undefined && (
            <Button
              className={classes.next}
              variant="light"
              fz="sm"
              rightSection={<IconArrowRight size={16} aria-hidden />}
              data-testid="story-next"
              onClick={() => goTo(after.id)}
            >
              {after.story === preset.story
                ? words.next(presetWords[after.id].title)
                : words.nextStory(storyWords[after.story].title)}
            </Button>
          )}
        </nav>
      )}
    </section>
  );
}

/** Steps to another preset, whose heading then has the focus: read out, and Space trains instead of stepping on. */
function useSteps(presetId: string | undefined) {
  const { openPreset } = useCommands();
  const heading = useRef<HTMLHeadingElement>(null);
  const awaited = useRef<string>(null);
  // The focus waits until the new heading stands there.
  useEffect(() => {
    if (awaited.current !== null && awaited.current === presetId)
      heading.current?.focus({ preventScroll: true });
    awaited.current = null;
  }, [presetId]);
  const goTo = (id: string) => {
    awaited.current = id;
    openPreset(id);
  };
  return { heading, goTo };
}

/** What to look at, and what is trained how. */
function Words({ text, brief }: { text: string | null; brief: boolean }) {
  const [whole, setWhole] = useState(false);
  const cut = brief && !whole;
  return (
    <>
      {text !== null && <p className={`${classes.text} ${cut ? classes.cut : ''}`}>{text}</p>}
      {!cut && <Sentence />}
      {brief && (
        <Button
          variant="transparent"
          size="compact-sm"
          className={classes.more}
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? words.showLess : words.readOn}
        </Button>
      )}
    </>
  );
}

const longer = (text: string) => <span className={classes.longer}>{text}</span>;

const namedChanges = 4;

/** What was changed since the preset was opened, with the way back. */
function Changes() {
  const changes = useAppState(changesFromPreset);
  const { resetToPreset } = useCommands();
  if (changes.length === 0) return null;
  const named = changes.slice(0, namedChanges).map((id) => inSentence(fieldWords[id].label));
  return (
    <p className={classes.changes} data-testid="changes">
      <span>{words.changed(named, changes.length - named.length)}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconRestore size={14} aria-hidden />}
        onClick={resetToPreset}
      >
        {words.backToThePreset}
      </Button>
    </p>
  );
}
