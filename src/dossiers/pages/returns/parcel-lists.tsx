import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { ParcelList } from '../../queries/parcel-desk.ts'

type Parcel = ParcelList['parcels'][number]

/** The latest lists: papers to print, numbers to enter, parcels that came back. */
export function ParcelLists({ lists }: { lists: readonly ParcelList[] }) {
  const [back, setBack] = useState<Parcel | null>(null)
  return (
    <section aria-labelledby="danh-sach">
      <Title order={2} size="h4" id="danh-sach" mb="xs">
        Danh sách đã lập
      </Title>
      <Stack>
        {lists.length === 0 ? <Text size="sm">Chưa lập danh sách nào.</Text> : null}
        {lists.map((list) => (
          <Paper key={list.id} withBorder p="md" component="article" aria-labelledby={`ds-${list.id}`}>
            <Title order={3} size="h5" id={`ds-${list.id}`}>
              Danh sách số {list.number}/{list.year}
            </Title>
            <Text size="sm" c="gray.7">
              Lập lúc {formatShortMoment(new Date(list.madeAt))}, {list.makerName}
            </Text>
            <PrintLinks list={list} />
            <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {list.parcels.map((parcel) => (
                <li key={parcel.code}>
                  <ParcelLine parcel={parcel} onBack={() => setBack(parcel)} />
                </li>
              ))}
            </Stack>
          </Paper>
        ))}
      </Stack>
      {back ? <TakeBackDialog parcel={back} onClose={() => setBack(null)} /> : null}
    </section>
  )
}

function PrintLinks({ list }: { list: ParcelList }) {
  const base = `/api/v1/parcel-lists/${list.id}`
  const of = `danh sách số ${list.number}/${list.year}`
  const links = [
    ['In nhãn', `${base}/labels.pdf`],
    ['In danh sách', `${base}/list.pdf`],
    ['Tải bảng tính', `${base}/list.xlsx`],
  ] as const
  return (
    <Group gap="xs" my="sm">
      {links.map(([label, href]) => (
        <Button
          key={href}
          component="a"
          href={href}
          target="_blank"
          variant="default"
          size="compact-sm"
          aria-label={`${label}: ${of}`}
        >
          {label}
        </Button>
      ))}
    </Group>
  )
}

function ParcelLine({ parcel, onBack }: { parcel: Parcel; onBack(): void }) {
  return (
    <>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <b>{parcel.receiverName}</b> · {parcel.receiverAddress} · {parcel.code}
      </Text>
      {parcel.state === 'listed' ? <NumberForm parcel={parcel} /> : null}
      {parcel.state === 'sent' ? (
        <Group gap="xs">
          <Text size="sm">Đã gửi, mã bưu gửi {parcel.number}</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={onBack}
            aria-label={`Bưu chính trả lại: ${parcel.code}`}
          >
            Bưu chính trả lại
          </Button>
        </Group>
      ) : null}
      {parcel.state === 'undelivered' ? (
        <Text size="sm" c="#8a3300">
          Bưu gửi {parcel.number} bị trả lại: {parcel.reason}
        </Text>
      ) : null}
    </>
  )
}

/** The reader types the number and Enter: the result counts as handed to the post. */
function NumberForm({ parcel }: { parcel: Parcel }) {
  const { send, busy, problem, errorAt } = useAnswer(() => {})
  if (parcel.status !== 9) return <Text size="sm">Đã trả tại quầy, không gửi nữa.</Text>
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        form.set('viec', 'ghi-ma')
        form.set('code', parcel.code)
        form.set('revision', String(parcel.revision))
        if (!busy) send(form)
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          name="number"
          label="Mã bưu gửi"
          aria-label={`Mã bưu gửi: ${parcel.code}`}
          size="sm"
          autoComplete="off"
          maxLength={40}
          error={errorAt('number')}
        />
        <Button type="submit" size="sm" variant="light" loading={busy}>
          Đã giao bưu chính
        </Button>
      </Group>
      {problem && !errorAt('number') ? <ProblemAlert problem={problem} shownFields={['number']} /> : null}
    </form>
  )
}

function TakeBackDialog({ parcel, onClose }: { parcel: Parcel; onClose(): void }) {
  const { send, busy, problem, errorAt } = useAnswer(onClose)
  return (
    <CommandDialog
      title="Nhận lại bưu gửi không phát được"
      intro={`Kết quả của ${parcel.receiverName} (bưu gửi ${parcel.number}) trở lại danh sách kết quả chưa nhận để mời công dân đến nhận.`}
      submitLabel="Ghi nhận lại"
      busy={busy}
      problem={problem}
      shownFields={['reason']}
      onSubmit={(form) => {
        form.set('viec', 'nhan-lai')
        form.set('code', parcel.code)
        form.set('revision', String(parcel.revision))
        send(form)
      }}
      onClose={onClose}
    >
      <TextInput
        name="reason"
        label="Lý do bưu chính ghi"
        error={errorAt('reason')}
        required
        maxLength={500}
        data-autofocus
      />
    </CommandDialog>
  )
}
