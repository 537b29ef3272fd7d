/** Where these pages send a person: what was rung or opened by somebody of this project, and stands nowhere else. */

export const POLICE = "110";
/** Of the Ministry of Women and Children. */
export const SAPA = "129";
export const SAPA_WHATSAPP = "08111-129-129";
export const DKPP_SITE = "dkpp.go.id";
export const KOMNAS_MAIL = "pengaduan@komnasperempuan.go.id";

/** Where the quick exit leads: the weather service, a page that nobody is asked about. */
export const SAFE_PLACE = "https://www.bmkg.go.id/";
