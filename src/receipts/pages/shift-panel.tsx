import { Button, Group, Paper, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { notes, sumOfNotes } from '../model/cash.ts'
import { readVnd, vndText } from '../model/vnd-text.ts'
import type { Shift } from '../queries/shifts.ts'
import { MoneyField } from './money-field.tsx'

/** The cashier's own shift: opened in the morning, counted in the evening. */
export function ShiftPanel({ shift, drawerLimit }: { shift: Shift | null; drawerLimit: number | null }) {
  const [opened, setOpened] = useState<'open' | 'close' | null>(null)
  const close = () => setOpened(null)
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="ca-thu-tien">
      <Title order={2} size="h4" mb="xs" id="ca-thu-tien">
        Ca thu tiền của tôi
      </Title>
      {shift ? (
        <Stack gap="sm">
          <Text size="sm">
            Mở lúc {formatShortMoment(shift.openedAt)}, tiền lẻ đầu ca {vndText(shift.floatVnd)}. Đã thu{' '}
            {vndText(shift.takenVnd)}, {shift.payments} lượt.
          </Text>
          <Text>
            Trong ngăn tiền theo sổ: <b>{vndText(shift.expectedVnd)}</b>
          </Text>
          {drawerLimit !== null && shift.expectedVnd > drawerLimit ? (
            <Notice tone="warning" title="Tiền mặt vượt mức được giữ">
              {`Đơn vị chỉ cho giữ ${vndText(drawerLimit)} tại quầy. Hãy đóng ca và bàn giao tiền cho kế toán.`}
            </Notice>
          ) : null}
          <Button variant="default" w="fit-content" onClick={() => setOpened('close')}>
            Đóng ca, kiểm quỹ
          </Button>
        </Stack>
      ) : (
        <Group>
          <Text size="sm">Chưa mở ca. Mở ca rồi mới thu tiền mặt.</Text>
          <Button onClick={() => setOpened('open')}>Mở ca thu tiền</Button>
        </Group>
      )}
      {opened === 'open' ? <OpenShift onClose={close} /> : null}
      {opened === 'close' && shift ? <CloseShift shift={shift} onClose={close} /> : null}
    </Paper>
  )
}

/** Counting the change money before anything is collected. */
export function OpenShift({ onClose }: { onClose(): void }) {
  return (
    <OperationDialog
      title="Mở ca thu tiền"
      intro="Đếm tiền lẻ có sẵn trong ngăn trước khi thu."
      submitLabel="Mở ca"
      path="/cash-shifts"
      fields={['floatVnd']}
      toInput={(form) => ({ floatVnd: readVnd(String(form.get('floatVnd'))) })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <MoneyField
          name="floatVnd"
          label="Tiền lẻ đầu ca"
          initial={0}
          error={errorAt('floatVnd')}
          focusFirst
        />
      )}
    </OperationDialog>
  )
}

/** Counting: how many of each note; the sum stands beside what the books say. */
export function CloseShift({
  shift,
  onClose,
}: {
  shift: Pick<Shift, 'id' | 'expectedVnd' | 'cashierName'>
  onClose(): void
}) {
  const [counted, setCounted] = useState<Record<string, number>>({})
  const sum = sumOfNotes(counted)
  const difference = sum - shift.expectedVnd
  return (
    <OperationDialog
      title={`Đóng ca của ${shift.cashierName}`}
      intro="Đếm từng loại tiền trong ngăn, cả tiền lẻ đầu ca."
      submitLabel="Đóng ca"
      path={`/cash-shifts/${shift.id}/close`}
      fields={['explanation']}
      toInput={(form) => ({ notes: counted, explanation: String(form.get('explanation') ?? '') })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs">
            {notes.map((note, index) => (
              <TextInput
                key={note}
                label={`Số tờ ${note.toLocaleString('vi-VN')}`}
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                error={errorAt(`notes.${note}`)}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
                onChange={({ currentTarget: { value } }) =>
                  setCounted(({ [note]: _, ...others }) =>
                    value.trim() === '' ? others : { ...others, [note]: readVnd(value) },
                  )
                }
              />
            ))}
          </SimpleGrid>
          <Text role="status">
            Đếm được <b>{Number.isFinite(sum) ? vndText(sum) : 'chưa đúng'}</b>, theo sổ{' '}
            <b>{vndText(shift.expectedVnd)}</b>
            {difference === 0 || !Number.isFinite(sum)
              ? '.'
              : `, ${difference > 0 ? 'thừa' : 'thiếu'} ${vndText(Math.abs(difference))}.`}
          </Text>
          <Textarea
            name="explanation"
            label="Lý do chênh lệch"
            description="Chỉ ghi khi đếm lại vẫn thừa hoặc thiếu."
            error={errorAt('explanation')}
            maxLength={1000}
            autosize
          />
        </>
      )}
    </OperationDialog>
  )
}
