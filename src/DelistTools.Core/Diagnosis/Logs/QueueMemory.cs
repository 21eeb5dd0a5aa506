using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DelistTools.Diagnosis;

/// <summary>
/// Sender and Message-ID by queue id, of the last thousands of messages: a log tells them in lines of their own, before the
/// line that tells of the refusal. Of fixed size, and no text is made of what nobody asks for.
/// </summary>
internal sealed class QueueMemory
{
    private const int Slots = 1 << 15;

    private const int Room = 1 << 22;

    /// <summary>Longer ones are forgotten; an address has at most 256 octets (RFC 5321, section 4.5.3.1.3), an id a line's 998.</summary>
    private const int Longest = 1000;

    private Slot[]? _slots;
    private byte[]? _values;

    /// <summary>Bytes that were ever kept; the room is used round and round. Starts behind 0, which stands for nothing.</summary>
    private uint _written = 1;

    /// <summary>A number for a queue id, the same only for the same one, as far as 64 bits go.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal static ulong Key(ReadOnlySpan<byte> queueId)
    {
        ulong key = 0;
        if (queueId.Length >= 8)
        {
            ulong head = BinaryPrimitives.ReadUInt64LittleEndian(queueId);
            ulong tail = BinaryPrimitives.ReadUInt64LittleEndian(queueId.Slice(queueId.Length - 8));
            key = Mix(head) + tail;
            for (int i = 8; i < queueId.Length - 8; i++)
            {
                key = Mix(key) + queueId[i];
            }
        }
        else
        {
            foreach (byte b in queueId)
            {
                key = (key << 8) | b;
            }
        }

        return Mix(key + ((ulong)queueId.Length << 56)) | 1;
    }

    /// <summary>Keeps a value; nothing is kept of one that is too long.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal void Keep(ulong key, QueueValue which, ReadOnlySpan<byte> value)
    {
        _slots ??= new Slot[Slots];
        ref Slot slot = ref _slots[Index(key)];
        if (slot.Key != key)
        {
            slot = new Slot { Key = key };
        }

        uint place = Keep(value);
        if (which == QueueValue.Sender)
        {
            slot.Sender = place;
        }
        else
        {
            slot.MessageId = place;
        }
    }

    /// <summary>The value, empty for the sender of a bounce; null where no line told it or it was long ago.</summary>
    internal string? Find(ulong key, QueueValue which)
    {
        if (_slots is null)
        {
            return null;
        }

        Slot slot = _slots[Index(key)];
        return slot.Key == key ? Value(which == QueueValue.Sender ? slot.Sender : slot.MessageId) : null;
    }

    private static ulong Mix(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        return value ^ (value >> 32);
    }

    private static int Index(ulong key) => (int)(key >> 20) & (Slots - 1);

    [MethodImpl(HotPath.Compiled)]
    private uint Keep(ReadOnlySpan<byte> value)
    {
        if (value.Length > Longest)
        {
            return 0;
        }

        // Until the room is used for the second time, it grows with what is kept.
        _values ??= new byte[Room / 64];
        while (_written < Room && _written + 2 + value.Length > _values.Length && _values.Length < Room)
        {
            Array.Resize(ref _values, 2 * _values.Length);
        }

        int at = (int)(_written & (Room - 1));
        if (at + 2 + value.Length > Room)
        {
            _written += (uint)(Room - at);
            at = 0;
        }

        _written = _written == 0 ? Room : _written;
        uint place = _written;
        BinaryPrimitives.WriteUInt16LittleEndian(_values.AsSpan(at), (ushort)value.Length);
        value.CopyTo(_values.AsSpan(at + 2));
        _written += (uint)(2 + value.Length);
        return place;
    }

    private string? Value(uint place)
    {
        if (place == 0 || _values is null || _written - place > Room)
        {
            return null;
        }

        int at = (int)(place & (Room - 1));
        int length = BinaryPrimitives.ReadUInt16LittleEndian(_values.AsSpan(at));
        return length == 0 ? "" : LogText.Decode(_values, at + 2, at + 2 + length);
    }

    private struct Slot
    {
        internal ulong Key;
        internal uint Sender;
        internal uint MessageId;
    }
}
