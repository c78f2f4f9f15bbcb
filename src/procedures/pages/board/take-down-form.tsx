import { Button, Checkbox, Paper, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { BoardRow } from '../../queries/list-sheets.ts'

/** Sheets that hang and should not, to be taken down; they are noted one by one or all. */
export function TakeDownForm({ rows, mayPost }: { rows: readonly BoardRow[]; mayPost: boolean }) {
  const [done, setDone] = useState('')
  const { send, busy, problem } = useAnswer<{ done: string }>((output) => setDone(output.done))
  const wrong = rows.flatMap(({ name, sheets }) =>
    sheets
      .filter(({ state }) => state === 'remove' || state === 'outdated')
      .map((sheet) => ({ ...sheet, name })),
  )
  if (wrong.length === 0) return done ? <Notice tone="good" title={done} /> : null
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="phai-go">
      <Title order={2} size="h4" mb="xs" id="phai-go">
        Phiếu phải gỡ hoặc thay
      </Title>
      <form
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setDone('')
          if (!busy) send(new FormData(event.currentTarget))
        }}
      >
        <input type="hidden" name="viec" value="go" />
        <Stack gap="xs">
          {wrong.map(({ id, name, place, reasons }) => (
            <Checkbox
              key={id}
              name="sheetIds"
              value={id}
              disabled={!mayPost}
              label={name}
              description={`${place}. ${reasons.join(' ')}`}
              styles={{ description: { color: 'var(--mantine-color-dark-6)' } }}
            />
          ))}
          {problem ? <ProblemAlert problem={problem} /> : null}
          {done ? <Notice tone="good" title={done} /> : null}
          {mayPost ? (
            <Button type="submit" loading={busy} w="fit-content" variant="default">
              Ghi nhận đã gỡ
            </Button>
          ) : null}
        </Stack>
      </form>
    </Paper>
  )
}
