// The weights of the line recogniser (models/line.net) as bytes in the program; the path comes from CMakeLists.txt.
    .section .rodata
    .balign 16
    .global lockbox_line_net_begin
    .global lockbox_line_net_end
lockbox_line_net_begin:
    .incbin LOCKBOX_LINE_NET
lockbox_line_net_end:
    .section .note.GNU-stack, "", @progbits
