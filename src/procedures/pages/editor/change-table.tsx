import { List, Stack, Text } from '@mantine/core'
import type { ChangeLine } from '../../model/list-changes.ts'

/** What changed in a part, with its name. */
export interface ShownChange {
  part: string
  name: string
  lines: readonly ChangeLine[]
}

/** Before and after in words, part by part. */
export function ChangeTable({ changes, label }: { changes: readonly ShownChange[]; label: string }) {
  return (
    <Stack gap="sm" role="group" aria-label={label}>
      {changes.map(({ part, name, lines }) => (
        <div key={part}>
          <Text fw={600}>{name}</Text>
          <List size="sm" spacing={4}>
            {lines.map((line) => (
              <List.Item
                key={`${line.what} ${line.before} ${line.after}`}
                style={{ overflowWrap: 'anywhere' }}
              >
                <ChangeWords line={line} />
              </List.Item>
            ))}
          </List>
        </div>
      ))}
    </Stack>
  )
}

function ChangeWords({ line: { what, before, after } }: { line: ChangeLine }) {
  if (before === null) {
    return (
      <>
        {what} – thêm: <ins>{after}</ins>
      </>
    )
  }
  if (after === null) {
    return (
      <>
        {what} – bỏ: <del>{before}</del>
      </>
    )
  }
  return (
    <>
      {what} – trước: <del>{before}</del>; sau: <ins>{after}</ins>
    </>
  )
}
