import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { Form, useNavigation } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { Problem } from '../../platform/errors.ts'
import { newKey } from '../../ui/new-key.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'

interface Waiting {
  id: string
  code: string
  procedureName: string
  applicantName: string
  receivedAt: Date
  isLate: boolean
}

interface Props {
  waiting: { items: Waiting[]; more: boolean; units: { id: string; name: string }[] }
  problem: Problem | null
}

/** A new slip: dossiers ticked in the list of what has not been passed, or scanned; then where they go. */
export function SlipForm({ waiting, problem }: Props) {
  const [key, setKey] = useState(newKey)
  const [told, setTold] = useState(problem)
  if (problem !== told) {
    setTold(problem)
    setKey(newKey())
  }
  const busy = useNavigation().state === 'submitting'
  const late = waiting.items.filter((item) => item.isLate).length
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="lap-phieu">
      <Title order={2} size="h4" mb="xs" id="lap-phieu">
        Lập phiếu bàn giao
      </Title>
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="idempotencyKey" value={key} />
        <Stack gap="sm">
          {late > 0 ? (
            <Notice tone="warning" title={`${late} hồ sơ giấy lẽ ra đã phải chuyển`}>
              <Text size="sm">
                Hồ sơ giấy được chuyển trong ngày làm việc; nhận cuối buổi chiều thì chuyển đầu giờ ngày làm
                việc sau.
              </Text>
            </Notice>
          ) : null}
          <WaitingPapers items={waiting.items} more={waiting.more} />
          <Textarea
            name="ma-khac"
            label="Hồ sơ khác: quét hoặc gõ mã, mỗi dòng một mã"
            autosize
            minRows={2}
            error={problem?.fields?.dossiers}
          />
          <DestinationFields units={waiting.units} fields={problem?.fields ?? {}} />
          <TextInput name="ghi-chu" label="Ghi chú" maxLength={500} />
          {problem ? <ProblemAlert problem={problem} shownFields={['dossiers', 'destination']} /> : null}
          <Group>
            <Button type="submit" loading={busy}>
              Lập phiếu bàn giao
            </Button>
          </Group>
        </Stack>
      </Form>
    </Paper>
  )
}

function WaitingPapers({ items, more }: { items: readonly Waiting[]; more: boolean }) {
  if (items.length === 0)
    return <Text size="sm">Mọi hồ sơ giấy đang giải quyết đều đã có phiếu bàn giao.</Text>
  return (
    <Stack gap={6} component="fieldset" m={0} p={0} style={{ border: 0 }}>
      <Text component="legend" size="sm" fw={600} p={0}>
        Hồ sơ giấy chưa bàn giao
      </Text>
      {items.map((item) => (
        <Checkbox
          key={item.id}
          name="ho-so"
          value={item.code}
          label={`${item.code} · ${item.applicantName}`}
          description={`${item.procedureName}; nhận ${formatShortMoment(item.receivedAt)}${item.isLate ? '; quá giờ chuyển' : ''}`}
          styles={item.isLate ? { description: { color: '#8a3300', fontWeight: 600 } } : {}}
        />
      ))}
      {more ? <Text size="sm">Còn hồ sơ khác; lập phiếu cho số này rồi danh sách hiện tiếp.</Text> : null}
    </Stack>
  )
}

function DestinationFields({
  units,
  fields,
}: {
  units: Props['waiting']['units']
  fields: Record<string, string>
}) {
  const [to, setTo] = useState('')
  const isAgency = to === 'khac'
  return (
    <>
      <NativeSelect
        name="noi-nhan"
        label="Nơi nhận"
        required
        withAsterisk={false}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        error={isAgency ? undefined : (fields['destination.unitId'] ?? fields.destination)}
        data={[
          { value: '', label: 'Chọn nơi nhận' },
          ...units.map((unit) => ({ value: unit.id, label: unit.name })),
          { value: 'khac', label: 'Cơ quan khác…' },
        ]}
      />
      {isAgency ? (
        <Group grow align="flex-start">
          <TextInput
            name="ten-co-quan"
            label="Tên cơ quan nhận"
            maxLength={200}
            error={fields['destination.name']}
          />
          <TextInput
            name="ma-co-quan"
            label="Mã định danh (nếu biết)"
            placeholder="H56.22.17"
            maxLength={40}
            error={fields['destination.code']}
          />
        </Group>
      ) : null}
    </>
  )
}
