import { Stack, Text, Title } from '@mantine/core'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { getSetup } from '../queries/get-setup.ts'
import { listGaps } from '../queries/list-gaps.ts'
import type { Route } from './+types/desk-setup.ts'
import { PaperForms } from './paper-forms.tsx'
import { RosterGaps } from './roster-gaps.tsx'
import { SetupSteps } from './setup-steps.tsx'

export const meta = () => [{ title: 'Thiết lập bộ phận một cửa — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const [{ today, steps }, { gaps }] = await Promise.all([
    pageRead(context, getSetup, {}),
    pageRead(context, listGaps, {}),
  ])
  return { today, steps, gaps }
}

export default function DeskSetup({ loaderData }: Route.ComponentProps) {
  const { today, steps, gaps } = loaderData
  const open = steps.filter((step) => !step.done).length
  return (
    <Stack maw={900} gap="lg">
      <div>
        <Title order={1} size="h2">
          Thiết lập bộ phận một cửa
        </Title>
        <Text>
          {open === 0
            ? 'Đã đủ. In hai giấy tờ ở bước cuối để trình Chủ tịch ký.'
            : `Còn ${open} bước. Làm lần lượt từ trên xuống; trang này tự tính lại từ dữ liệu.`}
        </Text>
      </div>
      <RosterGaps gaps={gaps} />
      <SetupSteps steps={steps}>
        <PaperForms today={today} gaps={gaps} />
      </SetupSteps>
    </Stack>
  )
}
