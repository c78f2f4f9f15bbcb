import { type DemoUsername, demoDutyId, demoStaffId, demoUnitId } from '../staff/examples.ts'
import { defaultUnits, type Role } from '../staff/model.ts'

/** The two-tier organisation began on this day; so does the demonstration office. */
export const demoOpening = '2025-07-01'

/** Settings of the demonstration office; every address and number in it is made up. */
export const demoOffice = {
  name: 'UBND xã Cẩm Long',
  parentName: 'UBND tỉnh Thanh Hóa',
  placeName: 'Cẩm Long',
  receptionName: 'Trung tâm Phục vụ hành chính công xã Cẩm Long',
  agencyCode: 'H56.22.17',
  address: 'Thôn Mẫu, xã Cẩm Long, tỉnh Thanh Hóa',
  phone: '0237 000 0000',
  email: 'ubnd@cam-long.invalid',
  practice: true,
  units: defaultUnits.map((unit, index) => ({ ...unit, id: demoUnitId(index) })),
}

type DemoMember = readonly [
  username: DemoUsername,
  fullName: string,
  postTitle: string,
  unitCode: (typeof defaultUnits)[number]['code'],
  role: Role,
  fields?: readonly string[],
]

/** Plainly made-up people, one or two per post. Without fields a duty covers all of them. */
const people: readonly DemoMember[] = [
  ['tiepnhan', 'Cán bộ Mẫu Một', 'Công chức Trung tâm Phục vụ hành chính công', 'hanh-chinh-cong', 'counter'],
  [
    'tiepnhan2',
    'Cán bộ Mẫu Hai',
    'Công chức Trung tâm Phục vụ hành chính công',
    'hanh-chinh-cong',
    'counter',
  ],
  ['chuyenmon', 'Công chức Mẫu Ba', 'Công chức Văn phòng HĐND và UBND', 'van-phong', 'specialist'],
  [
    'tuphap',
    'Công chức Mẫu Bốn',
    'Công chức Tư pháp - Hộ tịch',
    'van-phong',
    'specialist',
    ['ho-tich', 'chung-thuc', 'nuoi-con-nuoi', 'hoa-giai-o-co-so', 'boi-thuong-nha-nuoc'],
  ],
  [
    'xahoi',
    'Công chức Mẫu Năm',
    'Công chức Phòng Văn hóa - Xã hội',
    'van-hoa-xa-hoi',
    'specialist',
    ['bao-tro-xa-hoi', 'giam-ngheo', 'tre-em', 'nguoi-co-cong', 'viec-lam'],
  ],
  [
    'diachinh',
    'Công chức Mẫu Sáu',
    'Công chức Phòng Kinh tế',
    'kinh-te',
    'specialist',
    ['dat-dai', 'moi-truong', 'trong-trot', 'hoat-dong-xay-dung'],
  ],
  ['vanthu', 'Công chức Mẫu Bảy', 'Văn thư', 'van-phong', 'clerk'],
  ['ketoan', 'Công chức Mẫu Tám', 'Kế toán', 'van-phong', 'accountant'],
  ['chutich', 'Lãnh đạo Mẫu Chín', 'Chủ tịch UBND xã', 'van-phong', 'leader'],
  ['phochutich', 'Lãnh đạo Mẫu Mười', 'Phó Chủ tịch UBND xã', 'hanh-chinh-cong', 'leader'],
  ['quantri', 'Cán bộ Mẫu Mười Một', 'Quản trị hệ thống', 'van-phong', 'admin'],
  ['bientap', 'Cán bộ Mẫu Mười Hai', 'Biên tập trang thông tin', 'van-hoa-xa-hoi', 'editor'],
]

/** The members with fixed ids, still without passwords. */
export const demoMembers = people.map(([username, fullName, postTitle, unitCode, role, fields]) => ({
  id: demoStaffId(username),
  username,
  fullName,
  postTitle,
  unitCode,
  role,
  duties: (fields ?? [null]).map((fieldCode, index) => ({
    id: demoDutyId(username, index),
    role,
    fieldCode,
  })),
}))
