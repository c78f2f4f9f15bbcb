import { Checkbox, Fieldset, PasswordInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { AppError, problemOf } from '../../platform/errors.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { saveMeans } from '../commands/means.ts'
import { tryRemoteService } from '../jobs/remote-signing.ts'
import { type Means, means } from '../model/means.ts'
import { getMeansSetup } from '../queries/means.ts'
import type { Route } from './+types/signing-means.ts'
import { TryService } from './try-service.tsx'

export const meta = () => [{ title: 'Cách ký số — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, getMeansSetup.audience)
  return { settings: await pageRead(context, getMeansSetup, {}) }
}

export async function action({ context, request }: Route.ActionArgs) {
  const actor = requireStaff(context, request, saveMeans.audience)
  const form = await request.formData()
  const { services } = context.get(pageContext)
  if (form.get('viec') === 'thu')
    return { ok: true as const, output: await tryRemoteService(services, actor) }
  if (form.get('viec') !== 'thiet-lap')
    return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  // Sealed differently each time: its revision, not a key, makes a second click harmless.
  return pageWrite(context, saveMeans, { input: readForm(form, services.secrets) })
}

/** The settings as typed, for the command to judge. A secret typed is sealed here; an empty one leaves what is kept. */
function readForm(form: FormData, secrets: Pick<SecretBox, 'seal'>) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const ticked = (name: Means) => form.get(name) === 'on'
  const typed = String(form.get('secret') ?? '')
  return {
    revision: /^\d+$/.test(text('revision')) ? Number(text('revision')) : -1,
    agent: ticked('agent'),
    plugIn: ticked('plugIn'),
    remote: ticked('remote'),
    upload: ticked('upload'),
    baseUrl: text('baseUrl'),
    tokenUrl: text('tokenUrl'),
    clientId: text('clientId'),
    secretSealed: typed === '' ? null : secrets.seal(typed.slice(0, 500)),
  }
}

const shownFields = ['agent', 'baseUrl', 'tokenUrl', 'clientId', 'secret']

/** Cách ký số: which means officers are offered, and the way to a remote signing service. */
export default function SigningMeans({ loaderData: { settings } }: Route.ComponentProps) {
  return (
    <Stack maw={800} gap="lg">
      <Title order={1} size="h2">
        Cách ký số
      </Title>
      <Text size="sm">
        Chọn những cách ký mà cán bộ của đơn vị dùng. Cách nào cũng qua cùng một lần kiểm tra: nội dung còn
        nguyên, chữ ký đúng người, chứng thư còn hiệu lực. Khóa ký không bao giờ vào phần mềm này.
      </Text>
      <SettingsForm
        settings={settings}
        label="Cách ký số"
        shownFields={shownFields}
        saved="Đã lưu cách ký số"
        submitLabel="Lưu cách ký số"
      >
        {({ field, errorAt }) => (
          <>
            <Checkboxes settings={settings} error={errorAt('agent')} />
            <Fieldset legend="Dịch vụ ký số từ xa">
              <Text size="sm" mb="sm">
                Theo chuẩn CSC API phiên bản 2. Các mục dưới đây do nhà cung cấp dịch vụ cấp cho đơn vị.
              </Text>
              <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
                <TextInput
                  {...field('baseUrl')}
                  label="Địa chỉ dịch vụ"
                  description="Bắt đầu bằng https://, thường kết thúc bằng /csc/v2"
                  inputMode="url"
                />
                <TextInput
                  {...field('tokenUrl')}
                  label="Địa chỉ cấp quyền"
                  description="Để trống: địa chỉ dịch vụ thêm /oauth2/token"
                  inputMode="url"
                />
                <TextInput {...field('clientId')} label="Mã kết nối" description="client_id của đơn vị" />
                <PasswordInput
                  name="secret"
                  label="Khóa kết nối"
                  description={
                    settings.hasSecret
                      ? 'Đã lưu, được mã hóa. Để trống nếu không đổi'
                      : 'client_secret của đơn vị. Được mã hóa khi lưu'
                  }
                  error={errorAt('secret')}
                  autoComplete="new-password"
                />
              </SimpleGrid>
            </Fieldset>
          </>
        )}
      </SettingsForm>
      {settings.hasSecret ? <TryService /> : null}
    </Stack>
  )
}

function Checkboxes({ settings, error }: { settings: Record<Means, boolean>; error: string | undefined }) {
  return (
    <Fieldset legend="Cán bộ ký bằng">
      <Stack gap="xs">
        {(['agent', 'remote', 'upload'] as const).map((each) => (
          <Checkbox key={each} name={each} label={means[each]} defaultChecked={settings[each]} />
        ))}
        {error ? (
          <Text size="sm" c="red.9" role="alert">
            {error}
          </Text>
        ) : null}
      </Stack>
    </Fieldset>
  )
}
