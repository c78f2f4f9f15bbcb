import { Alert, Anchor, Group, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, useRevalidator } from 'react-router'
import { localDate } from '../../calendar/model/local-time.ts'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { certificationDesk } from '../queries/certification-desk.ts'
import type { Route } from './+types/certification.ts'
import { CertificationForm } from './certification/certification-form.tsx'
import type { Waiting } from './certification/form-state.ts'
import { WaitingList } from './certification/waiting-list.tsx'
import { useFreshPage } from './intake/use-fresh-page.ts'

export const meta = () => [{ title: 'Chứng thực tại quầy — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, certificationDesk.audience)
  const desk = await pageRead(context, certificationDesk, {})
  return { desk, today: localDate(context.get(pageContext).services.clock()) }
}

/**
 * Chứng thực tại quầy. Each citizen gets a form mounted anew, with a key of its own; numbers, fees and signers are read
 * again after each, and whenever the server says that they have changed.
 */
export default function CertificationPage({ loaderData }: Route.ComponentProps) {
  const { desk, today } = loaderData
  const [round, setRound] = useState(0)
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const { revalidate } = useRevalidator()
  useFreshPage()
  function start(next: Waiting | null) {
    setWaiting(next)
    setRound((before) => before + 1)
    revalidate()
    window.scrollTo(0, 0)
  }
  const hindrance = hindranceOf(desk)
  return (
    <Stack gap="sm" maw={1100}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Chứng thực tại quầy
        </Title>
        <Anchor component={Link} to="/so-chung-thuc">
          Sổ chứng thực
        </Anchor>
      </Group>
      {hindrance ? (
        <Alert color="red" variant="light" role="alert" title="Chưa chứng thực được">
          {hindrance}
        </Alert>
      ) : (
        <CertificationForm
          key={`${round}.${waiting?.id ?? ''}`}
          desk={desk}
          waiting={waiting}
          today={today}
          onStale={revalidate}
          onNext={() => start(null)}
        />
      )}
      <WaitingList waiting={desk.waiting} chosenId={waiting?.id ?? null} onChoose={start} />
    </Stack>
  )
}

/** Why nothing can be certified here today, or null. */
function hindranceOf(desk: Route.ComponentProps['loaderData']['desk']): string | null {
  if (desk.procedures.length === 0)
    return 'Bạn chưa được phân công tiếp nhận lĩnh vực Chứng thực, hoặc danh mục chưa có thủ tục này. Hãy báo quản trị.'
  if (!desk.procedures.some(({ isCounted }) => isCounted))
    return 'Danh mục chưa có cách tính phí chứng thực. Hãy báo quản trị cập nhật danh mục thủ tục.'
  if (desk.signers.length === 0)
    return 'Hôm nay chưa có lãnh đạo được phân công ký chứng thực. Hãy báo quản trị phân công.'
  return null
}
