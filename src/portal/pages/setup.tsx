import { redirect } from 'react-router'
import { isAppError, type Problem, problemOf } from '../../platform/errors.ts'
import { officeExists } from '../../staff/queries.ts'
import { pageContext } from '../../ui/page-context.ts'
import type { Route } from './+types/setup.ts'
import { SetupField } from './setup-field.tsx'

export const meta = () => [{ title: 'Thiết lập ban đầu — Một Cửa' }]

const codeOf = (request: Request) => new URL(request.url).searchParams.get('ma') ?? ''

/** Whether the form may be shown; an installation that has an office needs no set-up. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { services } = context.get(pageContext)
  const code = codeOf(request)
  if (services.setup.accepts(code)) return { open: true, refused: false }
  if (await officeExists(services.database)) throw redirect('/dang-nhap')
  return { open: false, refused: code !== '' }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { services, requestId } = context.get(pageContext)
  const typed = Object.fromEntries(
    [...(await request.formData())].map(([name, value]) => [name, String(value)]),
  )
  try {
    await services.setup.open({ code: codeOf(request), requestId }, typed)
  } catch (error) {
    if (await officeExists(services.database)) throw redirect('/dang-nhap')
    if (!isAppError(error)) services.log.error({ err: error, requestId }, 'set-up failed')
    const { password: _, passwordAgain: __, ...kept } = typed
    return { problem: problemOf(error, requestId), typed: kept }
  }
  throw redirect('/dang-nhap')
}

export default function Setup({ loaderData, actionData }: Route.ComponentProps) {
  if (!loaderData.open && !actionData) return <HowToStart refused={loaderData.refused} />
  return (
    <div className="card">
      <h1>Thiết lập ban đầu</h1>
      <p>Khai báo đơn vị và người quản trị đầu tiên. Danh mục thủ tục và lịch nghỉ lễ được nạp sẵn.</p>
      <SetupForm problem={actionData?.problem} typed={actionData?.typed ?? {}} />
    </div>
  )
}

function HowToStart({ refused }: { refused: boolean }) {
  return (
    <div className="card">
      <h1>Phần mềm chưa có đơn vị nào</h1>
      {refused ? (
        <p className="wrong" role="alert">
          Mã thiết lập trong đường dẫn không đúng hoặc đã hết hiệu lực; mỗi lần phần mềm khởi động có một mã
          mới.
        </p>
      ) : null}
      <p>
        Người cài đặt mở đường dẫn thiết lập được in ở cửa sổ dòng lệnh (hoặc trong nhật ký của dịch vụ) khi
        phần mềm khởi động, rồi khai báo đơn vị và người quản trị đầu tiên.
      </p>
      <p className="hint">
        Đường dẫn có mã bí mật, chỉ dùng được một lần. Không thấy đường dẫn? Hãy dừng phần mềm rồi chạy lại
        với tùy chọn <code>--no-demo</code>.
      </p>
    </div>
  )
}

function SetupForm({ problem, typed }: { problem: Problem | undefined; typed: Record<string, string> }) {
  const of = (name: string) => ({ name, typed: typed[name], wrong: problem?.fields?.[name] })
  return (
    <form method="post">
      {problem ? (
        <p className="wrong" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <h2>Đơn vị</h2>
      <SetupField {...of('name')} label="Tên đơn vị" hint="Ví dụ: UBND xã Cẩm Long" />
      <SetupField {...of('parentName')} label="Cơ quan cấp trên" hint="Ví dụ: UBND tỉnh Thanh Hóa" />
      <SetupField {...of('placeName')} label="Địa danh ghi trên văn bản" hint="Ví dụ: Cẩm Long" />
      <SetupField
        {...of('agencyCode')}
        label="Mã định danh cơ quan"
        hint="Theo Quyết định 20/2020/QĐ-TTg, ví dụ: H56.22.17"
      />
      <SetupField
        {...of('receptionName')}
        label="Tên bộ phận tiếp nhận"
        hint="Ví dụ: Trung tâm Phục vụ hành chính công xã Cẩm Long"
      />
      <SetupField {...of('address')} label="Địa chỉ" />
      <SetupField {...of('phone')} label="Số điện thoại (không bắt buộc)" type="tel" optional />
      <SetupField {...of('email')} label="Thư điện tử (không bắt buộc)" type="email" optional />
      <h2>Người quản trị đầu tiên</h2>
      <SetupField {...of('fullName')} label="Họ và tên" autoComplete="name" />
      <SetupField
        {...of('username')}
        label="Tên đăng nhập"
        hint="Chữ thường không dấu và số, ít nhất 3 ký tự"
        autoComplete="username"
      />
      <SetupField
        {...of('password')}
        label="Mật khẩu"
        hint="Ít nhất 8 ký tự"
        type="password"
        autoComplete="new-password"
      />
      <SetupField
        {...of('passwordAgain')}
        label="Nhập lại mật khẩu"
        type="password"
        autoComplete="new-password"
      />
      <button type="submit">Mở đơn vị</button>
    </form>
  )
}
