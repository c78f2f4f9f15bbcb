import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { WaitingParcel } from '../../queries/parcel-desk.ts'

interface Made {
  number: number
  year: number
}

/** Results to be posted; those ticked become a list with labels. */
export function WaitingParcels({ waiting }: { waiting: readonly WaitingParcel[] }) {
  const [made, setMade] = useState<Made | null>(null)
  const { send, busy, problem } = useAnswer<Made>(setMade)
  return (
    <section aria-labelledby="cho-gui">
      <Title order={2} size="h4" id="cho-gui" mb="xs">
        Chờ gửi ({waiting.length})
      </Title>
      {made ? (
        <Notice tone="good" title={`Đã lập danh sách số ${made.number}/${made.year}`}>
          <Text size="sm">In nhãn và danh sách ở mục dưới, giao bưu chính rồi ghi mã bưu gửi.</Text>
        </Notice>
      ) : null}
      {waiting.length === 0 ? (
        <Text size="sm">Không có kết quả nào chờ gửi.</Text>
      ) : (
        <form
          key={waiting.map(({ code }) => code).join()}
          onSubmit={(event) => {
            event.preventDefault()
            const form = new FormData(event.currentTarget)
            form.set('viec', 'lap-danh-sach')
            if (!busy) send(form)
          }}
        >
          <Stack gap="sm">
            {waiting.map((each) => (
              <Checkbox
                key={each.code}
                name="chon"
                value={`${each.code}|${each.revision}`}
                defaultChecked={each.address !== ''}
                label={`${each.applicantName} · ${each.code}`}
                description={`${each.address || 'Chưa có địa chỉ nhận'}${each.phone ? ` · ${each.phone}` : ''} · ${each.procedureName}`}
              />
            ))}
            {problem ? <ProblemAlert problem={problem} /> : null}
            <Group>
              <Button type="submit" loading={busy}>
                Lập danh sách bưu gửi
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </section>
  )
}
