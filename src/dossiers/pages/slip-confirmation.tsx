import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { Form, useNavigation } from 'react-router'
import type { Problem } from '../../platform/errors.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { newKey } from '../../ui/new-key.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'

interface Item {
  code: string
  applicantName: string
  state: 'sent' | 'received' | 'missing'
}

interface Props {
  slip: { revision: number; isAgency: boolean; items: Item[] }
  problem: Problem | null
}

type Answer = '' | 'received' | 'missing'

/** Dossier by dossier: a reader in the first box marks what is there; what is not is chosen by hand, with a note. */
export function SlipConfirmation({ slip, problem }: Props) {
  const { items, revision, isAgency } = slip
  const [key] = useState(newKey)
  const [answers, setAnswers] = useState<Record<string, Answer>>({})
  const busy = useNavigation().state === 'submitting'
  const answer = (code: string, value: Answer) => setAnswers((all) => ({ ...all, [code]: value }))
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="xac-nhan">
      <Title order={2} size="h4" mb="xs" id="xac-nhan">
        Xác nhận đã nhận
      </Title>
      <Stack gap="sm">
        <ScanBox items={items} onFound={(code) => answer(code, 'received')} />
        <Form method="post" noValidate preventScrollReset>
          <input type="hidden" name="idempotencyKey" value={key} />
          <input type="hidden" name="revision" value={revision} />
          <Stack gap="sm">
            {items.map((item) => (
              <ItemAnswer
                key={item.code}
                item={item}
                value={answers[item.code] ?? ''}
                onAnswer={(value) => answer(item.code, value)}
              />
            ))}
            {isAgency ? (
              <TextInput
                name="receiverName"
                label="Người nhận của cơ quan đó"
                maxLength={200}
                error={problem?.fields?.receiverName}
              />
            ) : null}
            {problem ? <ProblemAlert problem={problem} shownFields={['receiverName']} /> : null}
            <Group>
              <Button type="submit" loading={busy}>
                Xác nhận
              </Button>
            </Group>
          </Stack>
        </Form>
      </Stack>
    </Paper>
  )
}

function ScanBox({ items, onFound }: { items: readonly Item[]; onFound(code: string): void }) {
  const [said, setSaid] = useState('')
  function scan(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const box = event.currentTarget
    const code = normaliseDossierCode(box.value)
    if (code === '') return
    const item = items.find((each) => each.code === code)
    if (item) onFound(item.code)
    setSaid(
      item
        ? `Đã nhận ${item.code}, ${item.applicantName}.`
        : `Hồ sơ ${code} không chờ xác nhận trong phiếu này. Hãy để riêng và báo bên giao.`,
    )
    box.value = ''
  }
  return (
    <div>
      <TextInput
        label="Quét hoặc gõ mã từng hồ sơ rồi nhấn Enter"
        autoComplete="off"
        maxLength={300}
        onKeyDown={scan}
      />
      <Text size="sm" mt={4} role="status">
        {said}
      </Text>
    </div>
  )
}

interface ItemAnswerProps {
  item: Item
  value: Answer
  onAnswer(value: Answer): void
}

function ItemAnswer({ item, value, onAnswer }: ItemAnswerProps) {
  const missing = value === 'missing'
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <NativeSelect
        name={`hs.${item.code}`}
        label={`${item.code} · ${item.applicantName}`}
        value={value}
        onChange={({ currentTarget }) => onAnswer(currentTarget.value as Answer)}
        data={[
          { value: '', label: item.state === 'missing' ? 'Vẫn chưa thấy' : 'Chưa đối chiếu' },
          { value: 'received', label: 'Đã nhận' },
          ...(item.state === 'missing' ? [] : [{ value: 'missing', label: 'Không có trong gói' }]),
        ]}
        style={{ flex: '1 1 18rem' }}
      />
      {missing ? (
        <TextInput
          name={`ghi.${item.code}`}
          label="Ghi chú về hồ sơ thiếu"
          aria-label={`Ghi chú về hồ sơ thiếu ${item.code}`}
          maxLength={500}
          style={{ flex: '1 1 14rem' }}
        />
      ) : null}
    </Group>
  )
}
