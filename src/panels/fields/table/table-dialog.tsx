import { Modal, Tabs } from '@mantine/core';
import { useState } from 'react';
import { DrawTab } from '#src/panels/fields/table/draw-tab.tsx';
import { SetsTab } from '#src/panels/fields/table/sets-tab.tsx';
import { TextTab } from '#src/panels/fields/table/text-tab.tsx';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { tableWords } from '#words/table.ts';

/** The ways to data of one's own. */
export function TableDialog() {
  const { setPage } = useCommands();
  const file = useAppState(({ page }) => page.tableFile);
  const [source, setSource] = useState<Blob | string>(file ?? '');
  const [tab, setTab] = useState<string | null>('text');
  const { tabs } = tableWords;
  return (
    <Modal
      opened
      onClose={() => setPage({ dialog: null, tableFile: null })}
      title={tableWords.title}
      size="xl"
    >
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="sm">
          {Object.entries(tabs).map(([id, label]) => (
            <Tabs.Tab key={id} value={id} data-testid={`table-tab-${id}`}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="text">
          <TextTab source={source} onSource={setSource} />
        </Tabs.Panel>
        <Tabs.Panel value="draw">
          <DrawTab />
        </Tabs.Panel>
        <Tabs.Panel value="sets">
          <SetsTab
            onOpen={(text) => {
              setSource(text);
              setTab('text');
            }}
          />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
