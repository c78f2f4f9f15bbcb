import { Alert, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { callApi } from '../../../ui/call-api.ts'
import { returnMethods } from '../../model/collection.ts'
import type { ReadyResult } from './ready-result.ts'

interface Props {
  chosen: readonly ReadyResult[]
  onChange(chosen: readonly ReadyResult[]): void
}

/** Finds results that are ready and ticks them. A scanned code that names one result ticks it at once. */
export function ReadySearch({ chosen, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<readonly ReadyResult[]>([])
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const others = found.filter(({ id }) => chosen.every((each) => each.id !== id))

  async function search(event: FormEvent) {
    event.preventDefault()
    const q = box.current?.value.trim() ?? ''
    if (q === '' || busy) return
    setBusy(true)
    const answer = await callApi<{ items: ReadyResult[] }>(`/ready-results?q=${encodeURIComponent(q)}`)
    setBusy(false)
    if (!answer.ok) return setSaid(answer.problem.detail)
    const { items } = answer.output
    const fresh = items.filter(({ id }) => chosen.every((each) => each.id !== id))
    setSaid(items.length === 0 ? 'Không có kết quả nào đang chờ trả khớp với nội dung này.' : '')
    setFound(items)
    const only = fresh.length === 1 && items.length === 1 ? fresh[0] : undefined
    if (only) onChange([...chosen, only])
    if (only && box.current) box.current.value = ''
    box.current?.focus()
  }

  return (
    <Stack gap="sm">
      <form onSubmit={search}>
        <Group align="flex-end" gap="sm">
          <TextInput
            ref={box}
            label="Tìm kết quả chờ trả"
            autoComplete="off"
            maxLength={300}
            style={{ flex: '1 1 16rem' }}
            data-autofocus
          />
          <Button type="submit" loading={busy}>
            Tìm
          </Button>
        </Group>
      </form>
      <div role="status">{said ? <Text size="sm">{said}</Text> : null}</div>
      {chosen.length + others.length > 0 ? (
        <Checkbox.Group
          label="Kết quả trả lần này"
          value={chosen.map(({ id }) => id)}
          onChange={(ids) => onChange([...chosen, ...others].filter(({ id }) => ids.includes(id)))}
        >
          <Stack gap="sm" mt="xs">
            {[...chosen, ...others].map((result) => (
              <Checkbox
                key={result.id}
                value={result.id}
                label={`${result.resultTitle} số ${result.resultNumber} · ${result.applicantName}`}
                description={describe(result)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : null}
      {chosen.some(({ isListed }) => isListed) ? (
        <Alert
          color="orange"
          variant="light"
          title="Đã có trong danh sách bưu gửi"
          styles={{ title: { color: '#8a3300' } }}
        >
          <Text size="sm">Hãy rút bưu gửi của kết quả này ra trước khi trả tại quầy.</Text>
        </Alert>
      ) : null}
    </Stack>
  )
}

function describe(result: ReadyResult): string {
  const method =
    result.returnMethod === 'counter' ? '' : `đăng ký nhận: ${returnMethods[result.returnMethod]}`
  return [result.code, result.procedureName, method].filter(Boolean).join(' · ')
}
