import { Stack, Text, Title } from '@mantine/core'
import { AppError, problemOf } from '../../platform/errors.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { saveCertificate, saveInterchangeSettings } from '../commands/save-settings.ts'
import { keyProblem } from '../model/certificate.ts'
import { getInterchangeSetup, interchangeOffices } from '../queries/get-setup.ts'
import type { Route } from './+types/setup.ts'
import { AgencyList } from './agency-list.tsx'
import { OwnCertificate } from './own-certificate.tsx'
import { readCertificateForm, readSettingsForm } from './read-settings-form.ts'
import { AxisSettings } from './settings-form.tsx'

export const meta = () => [{ title: 'Trục liên thông văn bản — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, getInterchangeSetup.audience)
  const [setup, { offices }] = await Promise.all([
    pageRead(context, getInterchangeSetup, {}),
    pageRead(context, interchangeOffices, {}),
  ])
  return { ...setup, offices }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, saveInterchangeSettings.audience)
  const form = await request.formData()
  const { secrets } = context.get(pageContext).services
  // Sealed differently each time: its revision, not a key, makes a second click harmless.
  if (form.get('viec') === 'thiet-lap')
    return pageWrite(context, saveInterchangeSettings, { input: readSettingsForm(form, secrets) })
  if (form.get('viec') !== 'chung-thu')
    return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  const { revision, certificate, key } = readCertificateForm(form)
  const wrong = certificate === '' && key === '' ? null : keyProblem(certificate, key)
  if (wrong)
    return {
      ok: false as const,
      problem: problemOf(new AppError('invalid_input', { fields: { certificate: wrong } })),
    }
  const keySealed = key === '' ? '' : secrets.seal(key)
  return pageWrite(context, saveCertificate, { input: { revision, certificate, keySealed } })
}

export default function Setup({ loaderData }: Route.ComponentProps) {
  const { settings, agencies, offices } = loaderData
  return (
    <Stack maw={1100} gap="lg">
      <Title order={1} size="h2">
        Trục liên thông văn bản
      </Title>
      <Text>
        Văn bản đi và đến giữa các cơ quan theo chuẩn edXML, không kèm bản giấy. Đơn vị cùng hệ thống này gửi
        nhận ngay; cơ quan khác gửi nhận qua trục.
      </Text>
      <AxisSettings settings={settings} />
      <OwnCertificate settings={settings} />
      <AgencyList agencies={agencies} offices={offices} />
    </Stack>
  )
}
