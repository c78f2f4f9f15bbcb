import { Button, Group, List, NativeSelect, NumberInput, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

interface Field {
  code: string
  name: string
  capacity: number
}

/** How many online appointments each half-hour takes, field by field. */
export function AppointmentRules({ fields }: { fields: readonly Field[] }) {
  const [code, setCode] = useState(fields[0]?.code ?? '')
  const [saved, setSaved] = useState('')
  const chosen = fields.find((field) => field.code === code)
  const answer = useAnswer<unknown>(() => setSaved(chosen?.name ?? ''))
  const open = fields.filter(({ capacity }) => capacity > 0)
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Lịch hẹn trên mạng
      </Title>
      <Stack gap="sm">
        {open.length === 0 ? (
          <Text size="sm">Chưa lĩnh vực nào nhận lịch hẹn.</Text>
        ) : (
          <List size="sm">
            {open.map(({ code: each, name, capacity }) => (
              <List.Item key={each}>
                {name}: {capacity} lịch hẹn mỗi nửa giờ
              </List.Item>
            ))}
          </List>
        )}
        {saved ? <Notice tone="good" title={`Đã lưu: ${saved}`} /> : null}
        {answer.problem ? <ProblemAlert problem={answer.problem} shownFields={['capacity']} /> : null}
        <Paper withBorder p="md">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              setSaved('')
              answer.send(new FormData(event.currentTarget))
            }}
          >
            <input type="hidden" name="viec" value="lich-hen" />
            <Group align="end">
              <NativeSelect
                name="fieldCode"
                label="Lĩnh vực nhận lịch hẹn"
                value={code}
                data={fields.map((field) => ({ value: field.code, label: field.name }))}
                onChange={({ currentTarget }) => setCode(currentTarget.value)}
              />
              <NumberInput
                key={`${code}.${chosen?.capacity ?? 0}`}
                name="capacity"
                label="Số lịch hẹn mỗi nửa giờ (0 là không nhận)"
                defaultValue={chosen?.capacity ?? 0}
                min={0}
                max={50}
                allowDecimal={false}
                clampBehavior="none"
                hideControls
                error={answer.errorAt('capacity')}
              />
              <Button type="submit" disabled={answer.busy}>
                Lưu lịch hẹn
              </Button>
            </Group>
          </form>
        </Paper>
      </Stack>
    </section>
  )
}
