import { CloseButton, Tabs, Title } from '@mantine/core';
import { useRef } from 'react';
import { FirstBatch } from '#src/panels/inside/first-batch.tsx';
import classes from '#src/panels/inside/inside.module.css';
import { Signs } from '#src/panels/inside/signs.tsx';
import { Spread } from '#src/panels/inside/spread.tsx';
import { Units } from '#src/panels/inside/units.tsx';
import { Weights } from '#src/panels/inside/weights.tsx';
import { useCardFocus } from '#src/ui/use-card-focus.ts';
import { words } from '#words/inside/card.ts';

const tabs = {
  signs: Signs,
  units: Units,
  spread: Spread,
  weights: Weights,
  batch: FirstBatch,
} as const;
type TabId = keyof typeof tabs;
const ids = Object.keys(tabs) as readonly TabId[];

/** What happens inside the network that charts show, at the epoch that they show. */
export function InsideCard({ onClose }: { readonly onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useCardFocus(heading);
  return (
    <section className={classes.card} aria-labelledby="inside-title" data-testid="inside">
      <div className={classes.head}>
        <Title ref={heading} tabIndex={-1} order={2} size="h3" id="inside-title">
          {words.title}
        </Title>
        <CloseButton aria-label={words.close} onClick={onClose} />
      </div>
      <Tabs defaultValue={'signs' satisfies TabId} keepMounted={false}>
        <Tabs.List className={classes.tabs}>
          {ids.map((id) => (
            <Tabs.Tab key={id} value={id} data-testid={`inside-${id}`}>
              {words.tabs[id]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {ids.map((id) => {
          const Content = tabs[id];
          return (
            <Tabs.Panel key={id} value={id} pt="sm">
              <Content />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </section>
  );
}
