/** Whose certificates begin with a root: public servants' and agencies' (Ban Cơ yếu Chính phủ), or everybody's (NEAC). */
export const rootSets = {
  government: 'Chuyên dùng Chính phủ',
  public: 'Công cộng',
} as const
export type RootSet = keyof typeof rootSets
