/** Endings of the files that firmware, and what talks for it, is written in; for a glob. */
export const SOURCE_ENDINGS =
  'c,h,cc,cpp,cxx,c++,hh,hpp,hxx,inl,ino,pde,s,rs,zig,go,nim,adb,ads,swift,py,rb,lua,js,mjs,ts,cs,java,toit';
