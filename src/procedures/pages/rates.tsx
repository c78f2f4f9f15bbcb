import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Form } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { DataList } from '../../ui/data-list.tsx'
import { pageTry, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { setRate } from '../commands/set-rate.ts'
import { listRates } from '../queries/list-rates.ts'
import type { Route } from './+types/rates.ts'
import { plannedColumns, type RateRow, rateColumns } from './rates/columns.tsx'
import { readRate } from './rates/read-rate.ts'
import { SetRateDialog } from './rates/set-rate-dialog.tsx'

export const meta = () => [{ title: 'Biểu mức thu — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listRates.audience)
  const asked = new URL(request.url).searchParams.get('ngay')?.slice(0, 40) ?? ''
  const found = await pageTry(context, listRates, asked === '' ? {} : { onDate: asked })
  return {
    asked,
    found: found.ok ? found.output : null,
    problem: found.ok ? null : found.problem,
    maySet: mayTry(actor, setRate.audience),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, setRate.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey'))
  return pageWrite(context, setRate, { input: readRate(form) as never, idempotencyKey })
}

/** Biểu mức thu: what the office collects on a day and by which text, what is still open, and what is prepared for later. */
export default function Rates({ loaderData }: Route.ComponentProps) {
  const { asked, found, problem, maySet } = loaderData
  const [chosen, setChosen] = useState<RateRow | null>(null)
  const [done, setDone] = useState('')
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Biểu mức thu
      </Title>
      <Text>
        Mức thu nằm trong nội dung thủ tục đang niêm yết; đặt mức ở đây là tạo bản mới của các thủ tục đó từ
        ngày áp dụng. Hồ sơ đã tiếp nhận giữ mức của ngày tiếp nhận.
      </Text>
      <Form method="get" role="search" key={asked}>
        <Group align="end">
          <TextInput
            type="date"
            name="ngay"
            label="Mức áp dụng ngày"
            defaultValue={found?.onDate ?? asked}
            error={problem?.fields?.onDate}
          />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      {done === '' ? null : (
        <Text role="status" fw={600}>
          {done}
        </Text>
      )}
      {found ? <Found found={found} onSet={maySet ? setChosen : null} /> : null}
      {chosen && found ? (
        <SetRateDialog
          rate={chosen}
          onDate={[found.onDate, found.today].toSorted().at(-1) ?? found.today}
          onDone={({ changed, validFrom }) => {
            setChosen(null)
            setDone(`Đã đặt mức thu cho ${changed.length} thủ tục, áp dụng từ ${formatDate(validFrom)}.`)
          }}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </Stack>
  )
}

interface FoundProps {
  found: NonNullable<Route.ComponentProps['loaderData']['found']>
  onSet: ((rate: RateRow) => void) | null
}

function Found({ found: { rates, planned, onDate }, onSet }: FoundProps) {
  const open = rates.filter(({ fee }) => fee.amountVnd === null)
  return (
    <>
      {open.length > 0 ? (
        <Alert
          color="orange"
          variant="light"
          styles={{ title: { color: '#8a3300' } }}
          title={`Còn ${open.length} khoản chưa có mức thu`}
        >
          <Text size="sm">
            Mức của các khoản này do HĐND tỉnh quy định; chưa nhập thì phần mềm không tính được tiền phải thu.
          </Text>
        </Alert>
      ) : null}
      {rates.length === 0 ? (
        <Text>Ngày {formatDate(onDate)} chưa có thủ tục nào áp dụng.</Text>
      ) : (
        <DataList
          label={`Mức thu áp dụng ngày ${formatDate(onDate)}`}
          columns={rateColumns(onSet)}
          rows={rates}
          rowKey={(row) => String(rates.indexOf(row))}
        />
      )}
      <Title order={2} size="h4">
        Thay đổi đã chuẩn bị sau ngày này
      </Title>
      {planned.length === 0 ? (
        <Text>Chưa có.</Text>
      ) : (
        <DataList
          label="Thay đổi mức thu đã chuẩn bị"
          columns={plannedColumns}
          rows={planned}
          rowKey={(row) => String(planned.indexOf(row))}
        />
      )}
    </>
  )
}
