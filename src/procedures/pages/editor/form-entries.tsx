import { Checkbox, Fieldset, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { newKey } from '../../../ui/new-key.ts'
import { type GroupEntry, labelOf, type OutlineEntry } from '../../model/form-outline.ts'
import { FieldEditor } from './form-field-editor.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { RowList } from './row-list.tsx'
import { TypedLine } from './typed-fields.tsx'

/** What the entries stand in: it decides what can be added. */
type Inside = 'form' | 'section' | 'table'

interface EntryListProps {
  entries: readonly OutlineEntry[]
  /** The same entries with the names that they will be stored under. */
  named: readonly OutlineEntry[]
  /** Dotted path of the entries in what is sent. */
  path: string
  inside: Inside
  onEntries(entries: readonly OutlineEntry[]): void
}

const newField = (): OutlineEntry => ({
  type: 'field',
  id: newKey(),
  name: '',
  required: false,
  node: { type: 'string', title: '' },
})
const newGroup = (type: 'section' | 'table', node: GroupEntry['node']) => (): OutlineEntry => ({
  type,
  id: newKey(),
  name: '',
  required: false,
  node,
  entries: [],
})
const newSection = newGroup('section', { type: 'object', title: '', properties: {} })
const newTable = newGroup('table', {
  type: 'array',
  title: '',
  items: { type: 'object', properties: {} },
})

const additions: Record<Inside, Readonly<Record<string, () => OutlineEntry>>> = {
  form: { 'Thêm mục khai': newField, 'Thêm phần': newSection, 'Thêm bảng': newTable },
  section: { 'Thêm mục vào phần này': newField, 'Thêm bảng vào phần này': newTable },
  table: { 'Thêm cột': newField },
}

/** Fields, sections and tables of a declaration, each with what can be changed of it. */
export function EntryList({ entries, named, path, inside, onEntries }: EntryListProps) {
  const replace = (entry: OutlineEntry) =>
    onEntries(entries.map((each) => (each.id === entry.id ? entry : each)))
  return (
    <RowList
      rows={entries}
      onRows={onEntries}
      noun={inside === 'table' ? 'cột' : 'mục'}
      nameOf={(entry) => labelOf(entry) || 'mục chưa đặt tên'}
      add={additions[inside]}
    >
      {(entry, { index, buttons, firstFieldId }) => {
        const stored = named[index] ?? entry
        const place = { path: `${path}.${stored.name}`, firstFieldId, buttons }
        return entry.type === 'field' ? (
          <FieldEditor {...place} field={entry} isColumn={inside === 'table'} onField={replace} />
        ) : (
          <GroupEditor
            {...place}
            group={entry}
            named={stored.type === 'field' ? [] : stored.entries}
            onGroup={replace}
          />
        )
      }}
    </RowList>
  )
}

interface GroupEditorProps {
  group: GroupEntry
  named: readonly OutlineEntry[]
  path: string
  firstFieldId: string
  buttons: ReactNode
  onGroup(group: GroupEntry): void
}

function GroupEditor({ group, named, path, firstFieldId, buttons, onGroup }: GroupEditorProps) {
  const isTable = group.type === 'table'
  const below = isTable ? `${path}.items.properties` : `${path}.properties`
  return (
    <Fieldset legend={isTable ? 'Bảng' : 'Phần'} p="sm">
      <Stack gap="sm">
        <TypedLine
          id={firstFieldId}
          path={`${path}.title`}
          label={isTable ? 'Tên bảng' : 'Tên phần'}
          value={labelOf(group)}
          onValue={(title) => onGroup({ ...group, node: { ...group.node, title } })}
          maxLength={300}
        />
        {isTable ? (
          <Checkbox
            label="Bắt buộc có ít nhất một dòng"
            checked={group.required}
            onChange={(event) => onGroup({ ...group, required: event.currentTarget.checked })}
          />
        ) : null}
        <ProblemLines path={path} except={[`${path}.title`, below]} />
        <EntryList
          entries={group.entries}
          named={named}
          path={below}
          inside={isTable ? 'table' : 'section'}
          onEntries={(entries) => onGroup({ ...group, entries })}
        />
      </Stack>
      {buttons}
    </Fieldset>
  )
}
