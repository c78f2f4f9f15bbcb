import { Stack, Text, Title } from '@mantine/core'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError, problemOf } from '../../platform/errors.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { setCodeTemplate } from '../commands/set-code-template.ts'
import { updateOffice } from '../commands/update-office.ts'
import { getOffice } from '../queries/office.ts'
import type { Route } from './+types/office.ts'
import { CodeTemplates } from './code-templates.tsx'
import { OfficeForm } from './office-form.tsx'
import { readOfficeForm } from './read-office-form.ts'

export const meta = () => [{ title: 'Đơn vị — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const office = await pageRead(context, getOffice, {})
  return { today: localDate(context.get(pageContext).services.clock()), office }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const sent = (input: unknown) => ({ input, idempotencyKey: text('idempotencyKey') })
  switch (text('viec')) {
    case 'don-vi':
      return pageWrite(context, updateOffice, sent(readOfficeForm(form)))
    case 'mau-ma': {
      const validFrom = typedIsoDate(text('validFrom'))
      return pageWrite(context, setCodeTemplate, sent({ validFrom, template: text('template') }))
    }
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function Office({ loaderData }: Route.ComponentProps) {
  const { office, today } = loaderData
  return (
    <Stack maw={1100} gap="lg">
      <Title order={1} size="h2">
        Đơn vị
      </Title>
      <Text>
        Thông tin này in trên giấy tờ và hiện ở trang tra cứu. Giấy tờ đã lập in lại vẫn giữ nguyên như lúc
        lập.
      </Text>
      <OfficeForm office={office} />
      <CodeTemplates agencyCode={office.agencyCode} today={today} templates={office.codeTemplates} />
    </Stack>
  )
}
