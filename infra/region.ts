/** Jakarta. Systems of public bodies are kept in Indonesia (PP 71/2019, article 20). */
export const REGION = "ap-southeast-3";
