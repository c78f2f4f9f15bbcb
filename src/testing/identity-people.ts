/** Made-up citizens of the stand-in for an identity provider; their names say so and their numbers belong to nobody. */
export const madeUpCitizens = [
  {
    sub: '01980000-0000-7000-8000-00000000c001',
    name: 'Nguyễn Văn Mẫu',
    personal_id: '038085000001',
    birthdate: '1985-04-30',
    email: 'nguyen-van-mau@example.vn',
    phone_number: '0912000001',
    acr: 'loa2',
  },
  {
    sub: '01980000-0000-7000-8000-00000000c002',
    name: 'Trần Thị Mẫu',
    personal_id: '038190000002',
    birthdate: '1990-11-02',
    email: 'tran-thi-mau@example.vn',
    phone_number: '0912000002',
    acr: 'loa2',
  },
  {
    sub: '01980000-0000-7000-8000-00000000c003',
    name: 'Lê Văn Thử',
    personal_id: '',
    birthdate: '',
    email: 'le-van-thu@example.vn',
    phone_number: '',
    acr: 'loa1',
  },
] as const
