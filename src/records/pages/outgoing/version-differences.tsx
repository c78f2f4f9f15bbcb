import { Group, NativeSelect, Paper, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { type DifferentLine, differencesOf } from '../../model/outgoing/differences.ts'
import type { OutgoingView } from '../outgoing-document.tsx'

type Version = OutgoingView['versions'][number]

/** Two versions of the draft beside each other: what was taken out and what was put in. */
export function VersionDifferences({ versions }: { versions: readonly Version[] }) {
  const [before, setBefore] = useState(versions[1]?.version ?? 0)
  const [after, setAfter] = useState(versions[0]?.version ?? 0)
  if (versions.length < 2) return null
  const find = (number: number) => versions.find(({ version }) => version === number)
  const [old, now] = [find(before), find(after)]
  const found = old && now ? differencesOf(old.content, now.content) : []
  const choices = versions.map(({ version, name, savedAt }) => ({
    value: String(version),
    label: `Bản ${version}, ${name}, ${formatShortMoment(new Date(savedAt))}`,
  }))
  return (
    <section aria-labelledby="khac-nhau">
      <Title order={2} size="h4" id="khac-nhau">
        Các bản dự thảo khác nhau ở đâu
      </Title>
      <Group my="xs">
        <NativeSelect
          label="Bản trước"
          value={String(before)}
          data={choices}
          onChange={({ currentTarget }) => setBefore(Number(currentTarget.value))}
        />
        <NativeSelect
          label="Bản sau"
          value={String(after)}
          data={choices}
          onChange={({ currentTarget }) => setAfter(Number(currentTarget.value))}
        />
      </Group>
      {found.length === 0 ? <Text size="sm">Hai bản giống nhau.</Text> : null}
      {found.map(({ part, lines }) => (
        <Paper key={part} withBorder p="sm" mb="xs">
          <Text size="sm" fw={600}>
            {part}
          </Text>
          {near(lines).map((line, index) => (
            <Line key={`${index}${line.text}`} line={line} />
          ))}
        </Paper>
      ))}
    </section>
  )
}

function Line({ line: { kind, text } }: { line: DifferentLine }) {
  if (kind === 'same')
    return (
      <Text size="sm" c="gray.7">
        {text}
      </Text>
    )
  const isAdded = kind === 'added'
  return (
    <Text size="sm" c={isAdded ? '#1b5e20' : '#8a1c1c'} component={isAdded ? 'ins' : 'del'} display="block">
      {isAdded ? 'Thêm: ' : 'Bỏ: '}
      {text}
    </Text>
  )
}

/** Lines that differ, with one that is the same before and after each run of them. */
function near(lines: readonly DifferentLine[]): DifferentLine[] {
  return lines.filter((line, at) => {
    if (line.kind !== 'same') return true
    return [lines[at - 1], lines[at + 1]].some((each) => each !== undefined && each.kind !== 'same')
  })
}
