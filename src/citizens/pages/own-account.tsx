import { Fragment } from 'react'
import type { CitizenLevel } from '../model.ts'

const levelWords: Record<CitizenLevel, string> = {
  vneid: 'Đã xác thực bằng VNeID',
  account: 'Đã đăng nhập tài khoản',
  contact: 'Đã xác nhận địa chỉ bằng mã',
}

interface OwnAccountProps {
  citizen: { name: string; personalId: string; email: string; phone: string; level: CitizenLevel }
  problem: { at: string; sentence: string } | undefined
}

/** Who is signed in, with the ways out. */
export function OwnAccount({ citizen, problem }: OwnAccountProps) {
  const facts = [
    ['Họ và tên', citizen.name],
    ['Số định danh cá nhân', citizen.personalId],
    ['Thư điện tử', citizen.email],
    ['Số điện thoại', citizen.phone],
    ['Mức xác thực', levelWords[citizen.level]],
  ].filter(([, value]) => value !== '')
  return (
    <>
      <section className="card" aria-labelledby="tai-khoan">
        <h2 id="tai-khoan">Bạn đang đăng nhập</h2>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
        <form method="post">
          <button type="submit" name="viec" value="dang-xuat">
            Đăng xuất
          </button>{' '}
          <button type="submit" name="viec" value="dang-xuat-moi-noi" className="plain">
            Đăng xuất khỏi mọi thiết bị
          </button>
        </form>
        <p className="hint">
          Dùng máy chung thì hãy đăng xuất khi xong việc. Để yên 30 phút, bạn tự động được đăng xuất.
        </p>
      </section>
      <DeleteForm problem={problem?.at === 'dong-y' ? problem.sentence : undefined} />
    </>
  )
}

function DeleteForm({ problem }: { problem: string | undefined }) {
  return (
    <details className="card" open={problem !== undefined}>
      <summary>Xóa tài khoản</summary>
      <form method="post" noValidate>
        <p>
          Tên, số định danh, địa chỉ và hồ sơ bạn đang soạn dở bị xóa khỏi trang này. Hồ sơ đã nộp vẫn được
          giải quyết và lưu theo quy định.
        </p>
        {problem ? (
          <p className="wrong" role="alert" id="dong-y-loi">
            {problem}
          </p>
        ) : null}
        <label className="tick">
          <input
            type="checkbox"
            name="dong-y"
            value="co"
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? 'dong-y-loi' : undefined}
          />
          Tôi muốn xóa tài khoản
        </label>
        <button type="submit" name="viec" value="xoa" className="plain">
          Xóa tài khoản
        </button>
      </form>
    </details>
  )
}
