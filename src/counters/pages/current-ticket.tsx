import { Badge, Button, Group, NativeSelect, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { DeskView } from '../queries/desk-queue.ts'
import { type DeskActions, intakePath } from './use-desk.ts'

interface Props {
  view: DeskView
  current: NonNullable<DeskView['current']>
  desk: DeskActions
}

/** The ticket that the desk has, with exactly the steps that are possible now. */
export function CurrentTicket({ view, current, desk }: Props) {
  const { id, code, state, calls, steps } = current
  const step = (viec: Parameters<DeskActions['send']>[0]) => () => desk.send(viec, { ticketId: id })
  return (
    <Paper withBorder p="lg" component="section" aria-label={`Số ${code}`}>
      <Stack gap="sm">
        <Group align="baseline">
          <Text fz={48} fw={700} lh={1} data-testid="current-ticket">
            {code}
          </Text>
          <Text role="status">
            {state === 'calling' ? `Đang gọi (lần ${calls})` : 'Đang phục vụ'} · {current.fieldName}
          </Text>
          {current.priority ? (
            <Badge color="dark" variant="outline" tt="none">
              {current.priority}
            </Badge>
          ) : null}
        </Group>
        <Group>
          {steps.includes('start') ? (
            <Button disabled={desk.busy} onClick={step('bat-dau')}>
              Bắt đầu (B)
            </Button>
          ) : null}
          {state === 'serving' ? (
            <Button component={Link} to={intakePath(current)}>
              Nhận hồ sơ của số này (T)
            </Button>
          ) : null}
          {steps.includes('callAgain') ? (
            <Button variant="default" disabled={desk.busy} onClick={step('goi-lai')}>
              Gọi lại (L)
            </Button>
          ) : null}
          {state === 'calling' ? (
            <Button
              variant="default"
              disabled={desk.busy || !steps.includes('markAbsent')}
              onClick={step('vang-mat')}
            >
              Vắng mặt (V)
            </Button>
          ) : null}
          {steps.includes('finish') ? (
            <Button variant="default" disabled={desk.busy} onClick={step('xong')}>
              Hoàn thành (X)
            </Button>
          ) : null}
          {steps.includes('cancel') ? (
            <Button variant="default" disabled={desk.busy} onClick={step('huy')}>
              Hủy số
            </Button>
          ) : null}
        </Group>
        <Transfer view={view} current={current} desk={desk} />
      </Stack>
    </Paper>
  )
}

/** To another field, or to one desk of it. */
function Transfer({ view, current, desk }: Props) {
  const [fieldCode, setField] = useState(current.fieldCode)
  const [deskId, setDesk] = useState('')
  const field = view.fields.find(({ code }) => code === fieldCode)
  return (
    <Group align="end">
      <NativeSelect
        label="Chuyển sang lĩnh vực"
        value={fieldCode}
        data={view.fields.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={({ currentTarget }) => {
          setField(currentTarget.value)
          setDesk('')
        }}
      />
      <NativeSelect
        label="Quầy nhận"
        value={deskId}
        data={[
          { value: '', label: 'Quầy nào rảnh trước' },
          ...(field?.desks ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={({ currentTarget }) => setDesk(currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={desk.busy}
        onClick={() => desk.send('chuyen', { ticketId: current.id, fieldCode, deskId })}
      >
        Chuyển quầy
      </Button>
    </Group>
  )
}
