/** RFC 7638 thumbprint of the KPU RI key that this build trusts; put in place by infra/build-site.ts. */
declare const __KPU_RI_THUMBPRINT__: string;
