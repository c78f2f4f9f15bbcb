import { Button, Group, Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'

interface Props {
  /** Code of the declaration that was fetched; empty where there is none. */
  taken: string
  error?: string | undefined
  /** Fetches what was filled in beforehand; a sentence when there is no such declaration. */
  onTake(code: string): Promise<string | null>
  onForget(): void
}

/** A declaration filled in at home: its code is typed, or scanned from the sheet that the citizen brings. */
export function DeclarationCode({ taken, error, onTake, onForget }: Props) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  if (taken !== '') {
    return (
      <Group gap="xs">
        <Text size="sm" role="status">
          Đã lấy tờ khai <b>{taken}</b>.
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={onForget}>
          Bỏ mã
        </Button>
      </Group>
    )
  }
  const take = async () => {
    if (typed.trim() === '') return
    setProblem(await onTake(typed))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey) return
    event.preventDefault()
    take()
  }
  return (
    <Group gap="xs" align="end">
      <TextInput
        label="Mã tờ khai đã khai trước"
        placeholder="TK-0000-0000"
        autoComplete="off"
        data-field="declarationCode"
        error={problem ?? error}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button variant="light" onClick={take}>
        Lấy tờ khai
      </Button>
    </Group>
  )
}
